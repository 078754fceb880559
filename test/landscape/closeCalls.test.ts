import { describe, expect, test } from '@jest/globals';
import { exactReference } from '../oracle/exactReference.js';
import type { Problem } from '../oracle/Problem.js';
import { judge } from '../support/judge.js';

/** Points at which a rounding error, or a step too long, would tip the verdict. */

describe('a minimum on a kink with a lower basin behind another kink', () => {
  // u = (0, −2): at the point v = 0 and e = (−3, 1). No weight near lowers the loss: u_1 ≥ 0 gives v_1 ≤ 0. Further away it falls.
  const problem: Problem = {
    inputs: [
      [2, 2],
      [-2, -1],
    ],
    targets: [[3], [-1]],
    slopes: [0],
    layers: [{ weights: [[2, -2]] }, { weights: [[-1]] }],
  };

  test('is not called descent', async () => {
    const report = await judge(problem);
    expect(['kink', 'kink-minimum']).toContain(report.verdict);
    expect(report.descent).toBeNull();
  });
});

describe('a pre-activation of unsure sign', () => {
  // u = −3 · 2⁻⁵² is within its rounding bound, and counts as active: for |u| that is off by 2|u|.
  const problem = (slope: number): Problem => ({
    inputs: [[1, 1]],
    targets: [[-1]],
    slopes: [slope],
    layers: [{ weights: [[1.9, -1.9 - 3 * 2 ** -52]] }, { weights: [[2 ** 40]] }],
  });

  test.each([-1, 0, 0.1, 1, 3])('slope %d: the residual is within its tolerance of the exact one', async (slope) => {
    const report = await judge(problem(slope));
    const exact = Math.abs(exactReference(problem(slope)).residual[0]![0]!.toNumber());
    expect(Math.abs(report.residual.infNorm - exact)).toBeLessThanOrEqual(report.residual.tolerance);
  });
});
