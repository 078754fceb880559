import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../oracle/Problem.js';
import { judge } from '../support/judge.js';

describe('the verdict is about the exact minimum with the kinks held', () => {
  // Unit 0 is on its kink at sample 0. Unit 1, |w_0 x_0 + w_1 x_1|, fits w_0 against 1000 − 2⁻⁴³, 500, 1500: with w_1 = 1000 the gradient is
  // 3 w_0 + 2⁻⁴³, zero to rounding at w_0 = 1e-13, but the minimum is at w_0 = −2⁻⁴³/3, across the kink at sample 1, where the force differs.
  const acrossAnotherKink = (w: number): Problem => ({
    inputs: [
      [1, 0],
      [1, 0],
      [1, 1],
      [-1, 1],
    ],
    targets: [[-1], [1000 - 2 ** -43], [500], [1500]],
    masks: [
      [
        [1, 0],
        [0, 1],
        [0, 1],
        [0, 1],
      ],
    ],
    slopes: [-1],
    layers: [
      {
        weights: [
          [0, 0],
          [w, 1000],
        ],
      },
      { weights: [[1, 1]] },
    ],
  });

  test('a point whose minimum lies across another kink is no kink minimum', async () => {
    const report = await judge(acrossAnotherKink(1e-13));
    expect(report.verdict).toBe('kink');
    expect(report.reason).toContain('unit 1 and sample 1');
    expect(report.multipliers).toBeNull();
  });

  test('far from its minimum the same network is not critical', async () => {
    expect((await judge(acrossAnotherKink(0.5))).verdict).toBe('not-critical');
  });

  // u = 0 at sample 0 with e = −3 and a negative output weight: turning the unit on costs 3 t, turning it off nothing. Sample 1 is dead.
  test('a minimum with a lower basin nearby is one all the same', async () => {
    const report = await judge({
      inputs: [
        [2, 2],
        [-2, -1],
      ],
      targets: [[3], [-1]],
      slopes: [0],
      layers: [{ weights: [[2, -2]] }, { weights: [[-1]] }],
    });
    expect(report.verdict).toBe('kink-minimum');
    expect(report.multipliers).toEqual([{ unit: 0, sample: 0, value: 0, low: 0, high: 3 }]);
    expect(report.descent).toBeNull();
  });

  test('parallel samples share a kink: a minimum although no sample has a multiplier of its own', async () => {
    // x = 1, 2 with e = −1, 1: the loss changes by (−1 + 2) t in first order for t > 0 and not at all for t < 0.
    const report = await judge({ inputs: [[1], [2]], targets: [[1], [-1]], slopes: [0], layers: [{ weights: [[0]] }, { weights: [[1]] }] });
    expect(report.verdict).toBe('kink-minimum');
    expect(report.multipliers).toEqual([{ unit: 0, sample: 0, value: 0, low: 0, high: 1 }]);
  });

  test('with the residuals the other way round it falls', async () => {
    const report = await judge({ inputs: [[1], [2]], targets: [[-1], [1]], slopes: [0], layers: [{ weights: [[0]] }, { weights: [[1]] }] });
    expect(report.verdict).toBe('not-critical');
    expect(report.descent!.drop).toBeGreaterThan(0);
  });

  test('a leaky unit with all weights 0: its multipliers are found among many', async () => {
    // h(δ) = Σ e ψ(δ · x_n) with e = 1, slope ½: 1 on the active side, ½ on the other, for x and −x alike. So h ≥ ½ Σ |δ · x_n| / 2 > 0.
    const inputs = [
      [1, 0],
      [-1, 1],
      [0, -1],
    ];
    const report = await judge({
      inputs,
      targets: inputs.map(() => [-1]),
      slopes: [0.5],
      layers: [{ weights: [[0, 0]] }, { weights: [[1]] }],
    });
    expect(report.verdict).toBe('kink-minimum');
    const multipliers = report.multipliers!;
    expect(multipliers).toHaveLength(3);
    for (const j of [0, 1]) expect(multipliers.reduce((sum, { value, sample }) => sum + value * inputs[sample]![j]!, 0)).toBeCloseTo(0, 14);
    for (const { value, low, high } of multipliers) expect(value > low && value < high).toBe(true);
  });

  test('a concave kink among dependent ones: no multiplier is in its interval, and the rays decide', async () => {
    // With r = relu: h(δ) = 2 r(δ_0) + 2 r(δ_1) + … − c r(δ_0 + δ_1), and r(δ_0) + r(δ_1) ≥ r(δ_0 + δ_1): ≥ 0 for c = ½, < 0 at (1, 1) for c = 5.
    const inputs = [
      [1, 0],
      [0, 1],
      [-1, 0.1],
      [0.1, -1],
      [1, 1],
    ];
    const problem = (c: number): Problem => ({
      inputs,
      targets: [[-2], [-2], [-2], [-2], [c]],
      slopes: [0],
      layers: [{ weights: [[0, 0]] }, { weights: [[1]] }],
    });
    const report = await judge(problem(0.5));
    expect(report.verdict).toBe('kink-minimum');
    expect(report.multipliers).toEqual([]);
    expect((await judge(problem(5))).verdict).toBe('not-critical');
  });
});

describe('an output weight of 0', () => {
  const silent = (target: number): Problem => ({
    inputs: [[1], [2]],
    targets: [[1], [target]],
    slopes: [0],
    layers: [{ weights: [[0], [1]] }, { weights: [[0, 1]] }],
  });

  test('on a kink with a residual that is not 0 some weight helps', async () => {
    // v = x, e = (0, 1): unit 0 at u = 0.
    const report = await judge(silent(1));
    expect(report.verdict).toBe('not-critical');
  });

  test('a dead unit with its kink where the residual is 0 is a minimum', async () => {
    // Unit 1 fits sample 1 (x = 2); unit 0 is on its kink there and dead on sample 0; sample 0 is fed to nothing else.
    const report = await judge({
      inputs: [
        [-1, 0],
        [0, 1],
      ],
      targets: [[5], [1]],
      slopes: [0],
      layers: [
        {
          weights: [
            [1, 0],
            [1, 1],
          ],
        },
        { weights: [[0, 1]] },
      ],
    });
    expect(report.verdict).toBe('kink-minimum');
  });
});

describe('several outputs, or hidden layers', () => {
  test('a way down across a kink is found by its region', async () => {
    // Two units on kinks at sample 0: one must turn on, the other off. Outputs 0, targets (1, −1).
    const report = await judge({
      inputs: [
        [1, 0],
        [0, 1],
      ],
      targets: [
        [1, -1],
        [0, 0],
      ],
      slopes: [0],
      layers: [
        {
          weights: [
            [0, 1],
            [0, 1],
          ],
        },
        {
          weights: [
            [1, -1],
            [-1, 1],
          ],
        },
      ],
    });
    expect(report.verdict).toBe('not-critical');
  });

  test('where no region leads down it is open', async () => {
    const report = await judge({
      inputs: [[1], [2]],
      targets: [[-1], [-1]],
      slopes: [0, 0],
      layers: [{ weights: [[0]] }, { weights: [[1]] }, { weights: [[1]] }],
    });
    expect(report.verdict).toBe('kink');
    expect(report.multipliers).toBeNull();
  });
});
