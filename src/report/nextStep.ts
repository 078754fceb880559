import type { CheckReport, Verdict } from '../landscape/CheckReport.js';

const MEANING: Readonly<Record<Verdict, string>> = {
  'zero-loss-minimum': 'No training can lower this loss.',
  'local-minimum': 'Small steps in any direction cannot lower the loss; larger ones may.',
  'kink-minimum': 'The loss cannot be lowered nearby, but theorems on differentiable minima do not speak of this point.',
  saddle: 'The gradient vanishes, but some direction lowers the loss.',
  kink: 'Not a differentiable local minimum as it stands.',
  'not-critical': 'Training has not ended here.',
  inconclusive: 'What was computed does not decide: the point may be a minimum or not.',
};

/** What the verdict means, and what would settle what is open: one sentence each. */
export function nextStep(report: CheckReport): string[] {
  return [MEANING[report.verdict], ...settling(report), ...undecidedRanks(report)];
}

function settling({ verdict, residual, kinks, hessian, jacobian, ranks }: CheckReport): string[] {
  switch (verdict) {
    case 'zero-loss-minimum':
      return [];
    case 'kink-minimum':
      return residual.infNorm <= residual.tolerance
        ? []
        : ['To end beside the kink instead, train from other seeds, or with masks: mask=gaussian,sigma=0.1.'];
    case 'local-minimum':
      return [
        'To lower the loss, start elsewhere or widen the network; "kinkless width" tells from which width on such minima are not to be expected.',
      ];
    case 'saddle':
      return ['Train on from a slightly perturbed network to leave it.'];
    case 'kink':
      return ['Train on by levenberg-marquardt, which leaves kinks by seeded kicks, or from another seed.'];
    case 'not-critical':
      return [
        kinks.exists === 'no'
          ? 'The step to a critical point leads across a kink, and training may slide along it for ever; other seeds, masks or more width help.'
          : 'Train on: levenberg-marquardt takes the gradient to its rounding error fastest.',
        ...(kinks.onKink > 0 ? ['Some pre-activations are on a kink; the gradient is that of the side where they count as active.'] : []),
      ];
    case 'inconclusive':
      // With one hidden layer and one output, or a Jacobian of full rank, the reason says what would settle it, and the Hessian would not.
      return hessian === null && jacobian.full !== true && ranks[0]?.layer !== 1
        ? ['The signs of the eigenvalues of the Hessian would settle it.']
        : [];
  }
}

function undecidedRanks({ ranks, jacobian }: CheckReport): string[] {
  const open = [...ranks.map((entry) => ({ name: 'A∘V', full: entry.full })), { name: 'J', full: jacobian.full }].filter(
    ({ full }) => full === null,
  );
  return open.map(({ name }) => `The rank of ${name} lies within rounding error; exact arithmetic would settle it.`);
}
