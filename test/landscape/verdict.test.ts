import { describe, expect, test } from '@jest/globals';
import { exactReference } from '../oracle/exactReference.js';
import type { Problem } from '../oracle/Problem.js';
import { judge } from '../support/judge.js';
import { verdictPoints } from '../support/verdictPoints.js';

describe('points whose verdict is proved', () => {
  test.each(verdictPoints)('$name: $verdicts', async ({ problem, verdicts }) => {
    const report = await judge(problem);
    expect(verdicts).toContain(report.verdict);
    expect(report.reason.length).toBeGreaterThan(0);
  });

  test('between them they have every verdict', () => {
    expect(new Set(verdictPoints.filter(({ verdicts }) => verdicts.length === 1).map(({ verdicts }) => verdicts[0]))).toEqual(
      new Set(['zero-loss-minimum', 'local-minimum', 'kink-minimum', 'saddle', 'kink', 'not-critical', 'inconclusive']),
    );
  });

  test.each(verdictPoints.filter(({ verdicts }) => verdicts[0] === 'saddle'))(
    'exactly: ∇ = 0 and G e ≠ 0 at "$name"',
    async ({ problem }) => {
      const exact = exactReference(problem);
      expect(exact.gradientTimesN.every((g) => g.sign() === 0)).toBe(true);
      expect(exact.lastHiddenTimesResidual.some((g) => g.sign() !== 0)).toBe(true);
      const report = await judge(problem);
      expect(report.gradient.infNorm).toBe(0);
      expect(report.criticality.infNorm).toBe(1 / problem.inputs.length);
    },
  );
});

describe('a deep critical point of positive loss', () => {
  // v = w_3 w_2 w_1 x with all units active, x = 1 twice, e = (1, −1): the gradient is 0.
  const deep: Problem = {
    inputs: [[1], [1]],
    targets: [[0], [2]],
    slopes: [0, 0],
    layers: [{ weights: [[1]] }, { weights: [[1]] }, { weights: [[1]] }],
  };

  test('is neither called a saddle nor global', async () => {
    // It is a local minimum: the loss is ½(½(w − 0)² + ½(w − 2)²) of the product w, which w = 1 minimises.
    const report = await judge(deep);
    expect(['inconclusive', 'local-minimum']).toContain(report.verdict);
    expect(report.gradient.infNorm).toBe(0);
    expect(report.loss).toBe(0.5);
  });
});

describe('several outputs', () => {
  const problem: Problem = {
    inputs: [
      [1, 0],
      [0, 1],
    ],
    targets: [
      [1, 0],
      [0, 1],
    ],
    slopes: [0],
    layers: [{ weights: [[1, 1]] }, { weights: [[0.5], [0.5]] }],
  };

  test('the best rank-one fit: G has full rank, the loss is positive, and no guarantee is claimed', async () => {
    // One unit, v = (½, ½) on both samples, e = ±½: every derivative vanishes.
    const report = await judge(problem);
    expect(report.gradient.infNorm).toBe(0);
    expect(report.loss).toBe(0.25);
    expect(['inconclusive', 'local-minimum', 'saddle']).toContain(report.verdict);
    expect(report.ranks).toEqual([]);
    expect(report.guarantee).toMatchObject({ capacity: null, generic: null, verified: null, certified: null });
    expect(report.guarantee.statement.length).toBeGreaterThan(0);
    // J: rows V for each of the two output weights, and w x for the hidden row: 4 × 4 of rank 3 (one rescaling).
    expect(report.jacobian).toMatchObject({ rank: 3, samples: 4, full: false });
  });

  test('zero loss is seen', async () => {
    const fitted = {
      ...problem,
      targets: [
        [0.5, 0.5],
        [0.5, 0.5],
      ],
    };
    expect((await judge(fitted)).verdict).toBe('zero-loss-minimum');
  });

  test('not critical is seen', async () => {
    expect(
      (
        await judge({
          ...problem,
          targets: [
            [1, 0],
            [0, 2],
          ],
        })
      ).verdict,
    ).toBe('not-critical');
  });
});

describe('small and odd shapes', () => {
  test('one sample, one weight per layer', async () => {
    const report = await judge({ inputs: [[2]], targets: [[-1]], slopes: [0], layers: [{ weights: [[3]] }, { weights: [[0.5]] }] });
    expect(report).toMatchObject({ verdict: 'not-critical', samples: 1, parameters: 2, loss: 8, mse: 16, mce: 1 });
    // e = 4, ∇ = (4·½·2, 4·6).
    expect(report.gradient.infNorm).toBe(24);
    // G e = 2·4.
    expect(report.criticality.infNorm).toBe(8);
    expect(report.kinks).toMatchObject({ minAbs: 6, at: { layer: 1, unit: 0, sample: 0 }, distance: 3, onKink: 0, carrying: 1 });
    expect(report.ranks[0]).toMatchObject({ rank: 1, full: true, sigmaMin: 2, sigmaMax: 2 });
    expect(report.jacobian).toMatchObject({ rank: 1, full: true });
    expect(report.guarantee).toMatchObject({ capacity: 1, verified: true });
  });

  test('a linear network has no kinks', async () => {
    const report = await judge({ inputs: [[1], [2]], targets: [[1], [2]], slopes: [1], layers: [{ weights: [[1]] }, { weights: [[1]] }] });
    expect(report.verdict).toBe('zero-loss-minimum');
    expect(report.kinks).toMatchObject({ minAbs: null, at: null, distance: null, onKink: 0, carrying: 0 });
  });

  test('mce is reported for ±1 targets only', async () => {
    const base: Problem = { inputs: [[1], [-1]], targets: [[1], [1]], slopes: [0], layers: [{ weights: [[1]] }, { weights: [[2]] }] };
    // v = (2, 0): sign(0) is not +1.
    expect((await judge(base)).mce).toBe(0.5);
    expect((await judge({ ...base, targets: [[1], [0.5]] })).mce).toBeNull();
    expect((await judge({ ...base, targets: [[1], [0]] })).mce).toBeNull();
  });

  test('dead units carry kinks of their own and are inert for the rank of J', async () => {
    // Unit 1 is dead on both samples (u = −1, −3); unit 0 fits.
    const report = await judge({
      inputs: [[1], [2]],
      targets: [[1], [2]],
      slopes: [0],
      layers: [{ weights: [[1], [-2]], bias: [0, 1] }, { weights: [[1, 5]] }],
    });
    expect(report.verdict).toBe('zero-loss-minimum');
    expect(report.kinks).toMatchObject({ minAbs: 1, carrying: 4 });
    expect(report.jacobian.rank).toBe(2);
    expect(report.ranks[0]).toMatchObject({ rank: 2, full: true });
  });

  test('units that reach no output carry no kink', async () => {
    // The second hidden layer is dead on every sample (u = −1), so the zero of the first is not felt.
    const report = await judge({
      inputs: [[0], [1]],
      targets: [[1], [1]],
      slopes: [0, 0],
      layers: [
        { weights: [[1]], bias: [0] },
        { weights: [[0]], bias: [-1] },
        { weights: [[1]], bias: [1] },
      ],
    });
    expect(report.verdict).toBe('zero-loss-minimum');
    expect(report.kinks).toMatchObject({ minAbs: 1, onKink: 0, carrying: 2 });
    expect(report.kinks.at).toMatchObject({ layer: 2, unit: 0 });
  });
});
