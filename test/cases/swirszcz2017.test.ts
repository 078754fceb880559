import { describe, expect, test } from '@jest/globals';
import { exactRank } from '../oracle/exactRank.js';
import { exactReference } from '../oracle/exactReference.js';
import type { Problem } from '../oracle/Problem.js';
import { judge } from '../support/judge.js';

/** Świrszcz, Czarnecki, Pascanu 2017: one input, ReLU, biases, f(x) = Σ v·relu(w x + b) + c. */
function network1d(points: readonly (readonly [number, number])[], w: number[], b: number[], v: number[], c: number): Problem {
  return {
    inputs: points.map(([x]) => [x]),
    targets: points.map(([, y]) => [y]),
    slopes: [0],
    layers: [
      { weights: w.map((value) => [value]), bias: b },
      { weights: [v], bias: [c] },
    ],
  };
}

const sixPoints = [
  [-1, 5],
  [0, 0],
  [1, -1],
  [10, -3],
  [11, -4],
  [12, -5],
] as const;

describe('five points', () => {
  // u = x − 3 = (2, 1, 0, −2, −4), e = (0, 0, 0, 3, −3). Small integers: nothing is rounded.
  const problem = network1d(
    [
      [5, 2],
      [4, 1],
      [3, 0],
      [1, -3],
      [-1, 3],
    ],
    [1],
    [-3],
    [1],
    0,
  );

  test('its gradient is zero, and it sits on the kink at x = 3', async () => {
    const report = await judge(problem);
    expect(report.mse).toBe(18 / 5);
    expect(report.loss).toBe(18 / 10);
    expect(report.gradient.infNorm).toBe(0);
    expect(report.criticality.infNorm).toBe(0);
    expect(report.kinks).toMatchObject({ minAbs: 0, at: { layer: 1, unit: 0, sample: 2 }, onKink: 1, distance: 0 });
  });

  test('it is no differentiable minimum, and no descent is claimed', async () => {
    // It is a local minimum all the same: near it the last two samples stay dead, so e_3² + e_4² = (c + 3)² + (c − 3)² ≥ 18.
    // `kink-minimum` says that; `kink` leaves it open; every other verdict would be false.
    expect(['kink-minimum', 'kink']).toContain((await judge(problem)).verdict);
  });
});

describe('six points', () => {
  const perfect = network1d(sixPoints, [-5, 1], [1, -8], [1, -1], -1);

  test('zero loss away from every kink', async () => {
    const report = await judge(perfect);
    expect(report.verdict).toBe('zero-loss-minimum');
    expect(report.mse).toBe(0);
    expect(report.gradient.infNorm).toBe(0);
    expect(report.kinks).toMatchObject({ minAbs: 1, at: { layer: 1, unit: 0, sample: 1 }, onKink: 0, carrying: 12 });
    // The nearest kink is that of unit 1 at x = 10, where u = 2: it moves there by 2/‖(10, 1)‖.
    expect(report.kinks.distance).toBeCloseTo(2 / Math.sqrt(101), 14);
  });

  test('rank J = 5 of 6, rank A∘V = 4', async () => {
    const report = await judge(perfect);
    expect(report.jacobian).toMatchObject({ rank: 5, full: false, undecided: 0 });
    expect(report.ranks).toHaveLength(1);
    expect(report.ranks[0]).toMatchObject({ matrix: 'A∘V', layer: 1, samples: 6, rank: 4, full: false, undecided: 0 });
    const exact = exactReference(perfect);
    expect(exactRank(exact.jacobian)).toBe(5);
    expect(exactRank(exact.lastHidden)).toBe(4);
  });

  test('a worse point, SSE 8/3, sits on the kink at x = 10', async () => {
    const report = await judge(network1d(sixPoints, [-3, 1], [13 / 3, -10], [1, -1], -3));
    expect(report.mse).toBeCloseTo(8 / 18, 14);
    expect(report.gradient.infNorm).toBeLessThanOrEqual(report.gradient.tolerance);
    expect(report.kinks).toMatchObject({ minAbs: 0, at: { layer: 1, unit: 1, sample: 3 }, onKink: 1 });
    // The residual at the kink is 0, and each one-sided quadratic is at its minimum: a local minimum, not a differentiable one. Its
    // multiplier's interval is the point 0, a tie that exact arithmetic decides.
    expect(report.verdict).toBe('kink-minimum');
    expect(report.multipliers).toHaveLength(1);
  });

  test('the weight −1 as printed gives a point that is not critical', async () => {
    expect((await judge(network1d(sixPoints, [-3, -1], [13 / 3, -10], [1, -1], -3))).verdict).toBe('not-critical');
  });
});

describe('all units dead', () => {
  // u < 0 everywhere, the output is c = mean(y) = 3, e = (2, 1, −3): G = 0, so G e = 0 and Σe = 0, which is Proposition 1's condition.
  const points = [
    [1, 1],
    [2, 2],
    [3, 6],
  ] as const;

  test.each([1, 2, 5])('%i units: a differentiable local minimum at any width, G of rank 0', async (units) => {
    const ones = new Array<number>(units).fill(1);
    const report = await judge(
      network1d(
        points,
        ones.map((_, i) => -1 - i),
        ones.map(() => 0.5),
        ones,
        3,
      ),
    );
    expect(report.verdict).toBe('local-minimum');
    expect(report.mse).toBe(14 / 3);
    expect(report.criticality.infNorm).toBe(0);
    // Unit 0 at x = 1: u = −1 + ½.
    expect(report.kinks).toMatchObject({ minAbs: 0.5, at: { layer: 1, unit: 0, sample: 0 }, carrying: 3 * units });
    expect(report.ranks[0]).toMatchObject({ rank: 0, full: false, sigmaMax: 0 });
    // Only the output bias is felt.
    expect(report.jacobian).toMatchObject({ rank: 1, full: false });
    expect(report.guarantee).toMatchObject({ capacity: 2 * units + 1, generic: false, verified: false });
  });

  test('off the mean it is not critical', async () => {
    expect((await judge(network1d(points, [-1], [0.5], [1], 2.5))).verdict).toBe('not-critical');
  });
});
