import { expect, test } from '@jest/globals';
import { runTrial } from '../../src/sweep/runTrial.js';
import { runTrials, type Trial } from '../../src/sweep/runTrials.js';
import { trialAt } from '../../src/sweep/trialAt.js';
import { parsePlan } from '../../src/sweep/parsePlan.js';
import type { Measure, PlanInput } from '../../src/sweep/Plan.js';

const MEASURE: readonly Measure[] = ['verdict', 'kinks', 'ranks', 'jacobian', 'hessian'];

function withoutTimes({ results }: Trial) {
  return Object.fromEntries(Object.entries(results).filter(([name]) => !name.endsWith('_ms')));
}

async function trialsOf(plan: Omit<PlanInput, 'format'>) {
  const parsed = await parsePlan({ format: 'kinkless-plan/1', measure: MEASURE, repetitions: 7, ...plan });
  return Array.from({ length: parsed.trials }, (_, k) => trialAt(parsed, k));
}

test.each<[string, PlanInput['trial'], readonly Measure[]]>([
  ['one hidden layer, to zero loss', { d: 5, samples: 12, epochs: 100 }, MEASURE],
  [
    'masks, mini-batches and a polish',
    { d: 4, samples: 15, optimizer: 'adam', epochs: 40, batch_size: 4, mask: 'gaussian', mask_sigma: 0.1, polish_epochs: 60 },
    MEASURE,
  ],
  ['two hidden layers, of which some need the Hessian for a verdict', { d: 3, samples: 10, hidden_layers: 2, epochs: 300 }, ['verdict']],
  [
    'stopped at an mce, biases',
    { inputs: 3, width: 6, samples: 11, bias: true, optimizer: 'adam', epochs: 200, learning_rate: 0.02, stop_mce: 0.2 },
    MEASURE,
  ],
  ['nothing measured, all seeds apart', { d: 3, samples: 9, epochs: 20, data_seed: 3, training_seed: 4 }, []],
])('second implementation: %s: together as alone, to the bit', async (_name, trial, measure) => {
  const trials = await trialsOf({ trial });
  const together = await runTrials(trials, measure);
  for (const [k, one] of together.entries()) {
    if (one.status === 'rejected') throw one.reason;
    expect(withoutTimes(one.value)).toEqual(withoutTimes(await runTrial(trials[k]!, measure)));
  }
});

test('what fails, fails alone', async () => {
  // A learning rate at which some seeds diverge and some do not.
  const trials = await trialsOf({
    repetitions: 12,
    trial: { d: 4, samples: 10, optimizer: 'gradient-descent', learning_rate: 0.9, epochs: 200 },
  });
  const together = await runTrials(trials, ['verdict']);
  const failed = together.flatMap((one, k) => (one.status === 'rejected' ? [k] : []));
  expect(failed.length).toBeGreaterThan(0);
  expect(failed.length).toBeLessThan(12);
  for (const [k, one] of together.entries()) {
    if (one.status === 'rejected') await expect(runTrial(trials[k]!, ['verdict'])).rejects.toEqual(one.reason);
    else expect(withoutTimes(one.value)).toEqual(withoutTimes(await runTrial(trials[k]!, ['verdict'])));
  }
});

test.each<[string, string, PlanInput['trial']]>([
  ['deeper, on the way', 'not-critical', { d: 4, samples: 12, hidden_layers: 2, optimizer: 'adam', epochs: 30 }],
  ['deeper, critical', 'local-minimum', { d: 3, samples: 10, hidden_layers: 2, epochs: 300 }],
  ['plain, critical', 'local-minimum', { d: 4, samples: 30, epochs: 300 }],
  ['on kinks', 'kink', { inputs: 2, width: 4, samples: 12, epochs: 400, optimizer: 'active-set' }],
])('second implementation: %s (%s): the verdict does not depend on what else is measured', async (_name, expected, trial) => {
  const verdicts = new Set<string | null>();
  for (const parameters of await trialsOf({ trial })) {
    const [less, more] = [await runTrial(parameters, ['verdict', 'ranks']), await runTrial(parameters, MEASURE)];
    const { verdict, rank, rank_full, jacobian_rank } = less.results;
    verdicts.add(verdict);
    expect({ verdict, rank, rank_full }).toEqual({
      verdict: more.results.verdict,
      rank: more.results.rank,
      rank_full: more.results.rank_full,
    });
    expect(jacobian_rank).toBeNull();
    expect(more.results.jacobian_rank).not.toBeNull();
  }
  expect([...verdicts]).toContain(expected);
});
