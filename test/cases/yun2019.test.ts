import { describe, expect, test } from '@jest/globals';
import { exactRank } from '../oracle/exactRank.js';
import { type ExactProblem, exactReference } from '../oracle/exactReference.js';
import type { Problem } from '../oracle/Problem.js';
import { generator } from '../oracle/randomProblem.js';
import { Rational } from '../oracle/Rational.js';
import { reference } from '../oracle/reference.js';
import { judge } from '../support/judge.js';

/** Yun, Sra, Jadbabaie 2019: bad minima in the interior of a region. */
describe('four points on a line', () => {
  const problem = (slope: number): Problem => ({
    inputs: [[0], [1], [2], [3]],
    targets: [[0], [1], [0], [1]],
    slopes: [slope],
    layers: [
      { weights: [[0.2], [0]], bias: [1.2, 1] },
      { weights: [[1, 0]], bias: [-1] },
    ],
  });

  test('exactly: G e = 0 also for the unit whose outgoing weight is 0', () => {
    const fifth = (k: bigint): Rational => Rational.of(k, 5n);
    const decimal: ExactProblem = {
      ...problem(0),
      layers: [
        { weights: [[fifth(1n)], [0]], bias: [fifth(6n), 1] },
        { weights: [[1, 0]], bias: [-1] },
      ],
    };
    const exact = exactReference(decimal);
    expect(exact.residual.map(([e]) => e!.toString())).toEqual(['1/5', '-3/5', '3/5', '-1/5']);
    expect(exact.sse.toString()).toBe('4/5');
    expect(exact.lastHiddenTimesResidual.map(String)).toEqual(['0', '0', '0', '0']);
    expect(exact.residualSum.toString()).toBe('0');
    expect(exactRank(exact.jacobian)).toBe(2);
    expect(exactRank(exact.lastHidden)).toBe(2);
  });

  test.each([0, 0.1])('slope %d: a differentiable local minimum (Proposition 1), not global', async (slope) => {
    const report = await judge(problem(slope));
    expect(report.verdict).toBe('local-minimum');
    expect(report.mse).toBeCloseTo(0.2, 15);
    expect(report.kinks).toMatchObject({ minAbs: 1, onKink: 0, carrying: 8 });
    expect(report.kinks.at).toMatchObject({ layer: 1, unit: 1 });
    expect(report.kinks.distance).toBeCloseTo(1 / Math.sqrt(10), 14);
    expect(report.criticality.infNorm).toBeLessThanOrEqual(report.criticality.tolerance);
    expect(report.jacobian).toMatchObject({ rank: 2, full: false });
    expect(report.ranks[0]).toMatchObject({ rank: 2, samples: 4, full: false });
    expect(report.guarantee).toMatchObject({ capacity: 5, generic: false, verified: false });
  });

  test('moving the outgoing bias by a hair makes it not critical', async () => {
    const moved = problem(0);
    expect((await judge({ ...moved, layers: [moved.layers[0]!, { ...moved.layers[1]!, bias: [-1 + 1e-9] }] })).verdict).toBe(
      'not-critical',
    );
  });
});

describe('three points in the plane', () => {
  const problem = {
    inputs: [
      [1, 0],
      [0, 1],
      [0.5, 0.5],
    ],
    targets: [[0], [0], [1]],
    slopes: [0],
    layers: [
      {
        weights: [
          [1 / 3, 1 / 3],
          [1 / 3, 1 / 3],
        ],
      },
      { weights: [[0.5, 0.5]] },
    ],
  };

  test('exactly: G e = 0 and rank 2', () => {
    const third = Rational.of(1n, 3n);
    const exact = exactReference({
      ...problem,
      layers: [
        {
          weights: [
            [third, third],
            [third, third],
          ],
        },
        { weights: [[0.5, 0.5]] },
      ],
    });
    expect(exact.residual.map(([e]) => e!.toString())).toEqual(['1/3', '1/3', '-2/3']);
    expect(exact.lastHiddenTimesResidual.every((x) => x.sign() === 0)).toBe(true);
    expect(exactRank(exact.lastHidden)).toBe(2);
    expect(exactRank(exact.jacobian)).toBe(2);
  });

  test('a bad differentiable minimum although N = 3 ≤ d_0 d_1 = 4', async () => {
    const report = await judge(problem);
    expect(report.verdict).toBe('local-minimum');
    expect(report.mse).toBeCloseTo(2 / 9, 15);
    expect(report.kinks.minAbs).toBeCloseTo(1 / 3, 15);
    expect(report.kinks).toMatchObject({ onKink: 0, carrying: 6 });
    // ‖x‖ is largest for the two unit vectors.
    expect(report.kinks.distance).toBeCloseTo(1 / 3, 14);
    expect(report.ranks[0]).toMatchObject({ matrix: 'A∘V', layer: 1, rank: 2, samples: 3, full: false, undecided: 0 });
    expect(report.jacobian).toMatchObject({ rank: 2, full: false, undecided: 0 });
    expect(report.guarantee).toMatchObject({ capacity: 4, generic: false, verified: false });
  });
});

describe('all units active, any width', () => {
  /**
   * Samples come in threes a, b, a + b of positive integers with residuals t, t, −t: then X e = 0 whatever the rest. Every row of W_1 is
   * positive, so every unit is active on every sample and G e repeats X e. Integers throughout: nothing is rounded.
   */
  function allActive(seed: number, inputs: number, units: number, threes: number): Problem {
    const next = generator(seed);
    const positive = (): number => 1 + Math.trunc(9 * next());
    const X: number[][] = [];
    const e: number[] = [];
    for (let k = 0; k < threes; k++) {
      const a = Array.from({ length: inputs }, positive);
      const b = Array.from({ length: inputs }, positive);
      const t = positive();
      X.push(
        a,
        b,
        a.map((x, j) => x + b[j]!),
      );
      e.push(t, t, -t);
    }
    const first = Array.from({ length: units }, () => Array.from({ length: inputs }, positive));
    const second = first.map((_, i) => (i % 2 === 0 ? positive() : -positive()));
    const output = X.map((x) => second.reduce((sum, w, i) => sum + w * first[i]!.reduce((u, weight, j) => u + weight * x[j]!, 0), 0));
    return {
      inputs: X,
      targets: output.map((v, n) => [v - e[n]!]),
      slopes: [0],
      layers: [{ weights: first }, { weights: [second] }],
    };
  }

  const widths = [
    [2, 3, 2],
    [3, 3, 3],
    [4, 6, 8],
    [6, 7, 14],
    [9, 8, 24],
  ] as const;

  test.each(widths)('d_0 = %i, d_1 = %i, 3 × %i samples: a bad minimum below the capacity, rank d_0', async (inputs, units, threes) => {
    const problem = allActive(units, inputs, units, threes);
    expect(problem.inputs.length).toBeLessThanOrEqual(inputs * units);
    expect(exactRank(problem.inputs)).toBe(inputs);
    const report = await judge(problem);
    expect(report.verdict).toBe('local-minimum');
    expect(report.criticality.infNorm).toBe(0);
    expect(report.gradient.infNorm).toBe(0);
    expect(report.mse).toBeGreaterThan(0);
    expect(report.ranks[0]).toMatchObject({ rank: inputs, full: false, undecided: 0 });
    expect(report.guarantee).toMatchObject({ capacity: inputs * units, generic: false, verified: false });
  });

  test.each(widths)('d_0 = %i, d_1 = %i, 3 × %i samples, generic masks: no longer critical, rank N', async (inputs, units, threes) => {
    const bare = allActive(units, inputs, units, threes);
    const next = generator(99);
    const problem = { ...bare, masks: [bare.inputs.map(() => Array.from({ length: units }, () => 0.5 + next()))] };
    const samples = bare.inputs.length;
    if (samples <= 24) expect(exactRank(reference(problem).lastHidden)).toBe(samples);
    const report = await judge(problem);
    expect(report.verdict).toBe('not-critical');
    expect(report.ranks[0]).toMatchObject({ rank: samples, full: true, undecided: 0 });
    expect(report.guarantee).toMatchObject({ verified: true });
  });
});
