import type { Decision } from './Decision.js';
import { hessianNullity } from './hessianNullity.js';
import type { Judgement } from './Judgement.js';
import { judgeKinkVerdict } from './judgeKinkVerdict.js';

/** What the verdict needs of the problem's shape. */
export interface Shape {
  readonly hiddenLayers: number;
  readonly outputs: number;
  /** N·C. */
  readonly residuals: number;
  /** P. */
  readonly parameters: number;
}

/** Half of the digits: a residual's rounding error above this share of the targets leaves too few to tell anything by. */
const RESOLUTION = Math.sqrt(2 ** -53);

/** The first rule that applies (THEORY: verdicts). Every comparison "zero or not" was made by the core against a rounding-error bound. */
export function judgeVerdict(j: Judgement, shape: Shape): Decision {
  const plain = shape.hiddenLayers === 1 && shape.outputs === 1;
  // Without targets other than 0 the outputs' own rounding error is the only scale.
  const resolved = j.targetNorm === 0 || j.residualNoise <= RESOLUTION * Math.max(j.targetNorm, j.residualNorm);
  const zero = j.residualZero === 1 && resolved;
  if (j.onKink > 0) return judgeKinkVerdict(j, zero, resolved);
  if (zero)
    return {
      verdict: 'zero-loss-minimum',
      reason: 'Every residual is zero to rounding and no pre-activation is: a differentiable global minimum.',
    };
  if (j.gradientZero === 0)
    return {
      verdict: 'not-critical',
      reason: `The gradient is ${times(j.gradientMax, j.gradientTolerance)} its rounding error${nearestKink(j)}; training further would settle it.`,
    };
  if (!resolved)
    return {
      verdict: 'inconclusive',
      reason: `The outputs' rounding error, ${short(j.residualNoise)}, is too large beside the targets to judge by; smaller weights would settle it.`,
    };
  if (j.zeroInRegion === 1)
    return {
      verdict: 'zero-loss-minimum',
      reason:
        'The gradient is zero to rounding, and an exact zero of the loss is proved to lie in this region, within the rounding errors: a differentiable global minimum.',
    };
  return plain ? oneHiddenLayer(j) : deeper(j, shape);
}

/** Rules 4 and 5, for one hidden layer and one output. */
function oneHiddenLayer(j: Judgement): Decision {
  const step = j.newtonStep < 0 ? '' : ` that a Newton step of length ${short(j.newtonStep)} aims at`;
  if (j.criticalityZero === 0) {
    // Only a silent unit can make G e more than zero where the gradient is zero.
    const much = `The gradient is zero to rounding, but G e is ${times(j.criticalityMax, j.criticalityTolerance)} its rounding error`;
    if (j.descentDrop > 0)
      return { verdict: 'saddle', reason: `${much}: moving a unit whose output weight is zero lowers the loss${seen(j)}.` };
    return {
      verdict: 'inconclusive',
      reason: `${much}, and yet no step that wakes a unit without an output weight was seen to lower the loss.`,
    };
  }
  if (j.existence === 0) return { verdict: 'kink', reason: `The critical point${step} lies across a kink: this region has none.` };
  if (j.existence < 0)
    return {
      verdict: 'inconclusive',
      reason:
        step === ''
          ? 'G e is zero to rounding, but the rank of G is open, so no critical point of this region could be computed.'
          : `G e is zero to rounding, but whether the critical point${step}, or another of the same loss, lies in this region is open.`,
    };
  if (!(j.unreachable > 0))
    return {
      verdict: 'inconclusive',
      reason: `G e is zero to rounding, but the residuals, ${times(j.residualMax, j.residualTolerance)} their rounding error, could still vanish in this region; training further would settle it.`,
    };
  return {
    verdict: 'local-minimum',
    reason:
      'G e is zero to rounding, and the critical point it belongs to lies in this region: a differentiable local minimum with a positive loss.',
  };
}

/** Rules 4 and 6, for more hidden layers or outputs. */
function deeper(j: Judgement, { residuals, parameters }: Shape): Decision {
  const open = (reason: string): Decision => ({ verdict: 'inconclusive', reason });
  if (j.existence === 0)
    return {
      verdict: 'kink',
      reason: `The critical point that a Newton step of length ${short(j.newtonStep)} aims at lies across a kink, by an estimate: this region has none there.`,
    };
  if (j.jacobianRank === residuals)
    return open(
      'The Jacobian has full rank, so a critical point here has zero loss, but the residuals are above their rounding error; training further would settle it.',
    );
  if (j.hessianComputed === 0)
    return open('The gradient is zero to rounding; only the Hessian, which was not computed, tells a minimum from a saddle.');
  if (j.hessianNegative > 0) {
    if (j.descentDrop > 0)
      return {
        verdict: 'saddle',
        reason: `The gradient is zero to rounding, and the loss falls along a direction of negative curvature${seen(j)}.`,
      };
    return open('The Hessian has a negative eigenvalue, but no step along its eigenvector was seen to lower the loss beyond rounding.');
  }
  if (j.existence < 0)
    return open('The Hessian has no negative eigenvalue, but Newton steps do not settle: whether a critical point lies here is open.');
  const nullity = hessianNullity(j, parameters);
  if (nullity !== null && nullity.unexplained < 0)
    return open(
      'The Hessian has fewer zero eigenvalues than there are flat directions: its rounding errors and those of the ranks disagree.',
    );
  const isolated = j.nullRescaling >= 0 && j.hessianZero === j.nullInert + j.nullRescaling;
  const flat = j.rankConstant === 1 && j.hessianZero === parameters - j.jacobianRank;
  if (isolated || flat)
    return {
      verdict: 'local-minimum',
      reason: `The Hessian has no negative eigenvalue, and its ${String(j.hessianZero)} zero ones are ${isolated ? 'rescalings and parameters that nothing feels' : 'directions in which no output changes'}: a differentiable local minimum with a positive loss.`,
    };
  return open(`The Hessian has no negative eigenvalue, but ${String(j.hessianZero)} zero ones that are not all explained.`);
}

function seen(j: Judgement): string {
  return j.descentDrop > 0 ? `; a step of length ${short(j.descentStep)} was seen to lower it by ${short(j.descentDrop)}` : '';
}

function nearestKink(j: Judgement): string {
  if (j.kinksCarrying === 0) return '';
  return `; the nearest kink is |u| = ${short(j.kinkMinAbs)} at layer ${String(j.kinkLayer)}, unit ${String(j.kinkUnit)}, sample ${String(j.kinkSample)}`;
}

function short(value: number): string {
  return value.toPrecision(2);
}

function times(value: number, tolerance: number): string {
  return tolerance > 0 ? `${short(value / tolerance)} times` : 'above';
}
