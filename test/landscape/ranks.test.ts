import { describe, expect, test } from '@jest/globals';
import { check } from '../../src/landscape/check.js';
import type { DecidedRank } from '../../src/landscape/CheckReport.js';
import { extremeEigenvalues } from '../../src/landscape/spectrum/extremeEigenvalues.js';
import { exactRank } from '../oracle/exactRank.js';
import { exactReference } from '../oracle/exactReference.js';
import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { singularValues } from '../oracle/singularValues.js';
import { instance } from '../support/instance.js';
import { judge } from '../support/judge.js';

function random(seed: number, samples: number, width: number): Problem {
  const next = generator(2000 + seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const hidden = pick([1, 1, 2]);
  return randomProblem(seed, {
    samples: 1 + Math.floor(samples * next()),
    widths: Array.from({ length: hidden + 1 }, () => 1 + Math.floor(width * next())).concat(pick([1, 1, 2])),
    slopes: Array.from({ length: hidden }, () => pick([0, 0.1, 1, -1])),
    biases: next() < 0.5,
    masks: pick(['none', 'uniform', 'bernoulli'] as const),
    zeroInputs: pick([0, 0.4]),
  });
}

const column = (matrix: readonly unknown[][]): number => matrix[0]!.length;

describe('against exact elimination', () => {
  test.each(Array.from({ length: 40 }, (_, seed) => random(seed, 8, 4)))('tiny network %#', async (problem) => {
    const report = await judge(problem);
    const exact = exactReference(problem);
    const compare = (decided: DecidedRank, matrix: (typeof exact)['jacobian']): void => {
      const rank = exactRank(matrix);
      // What is reported is a proven lower bound, and no singular value is lost: the rest is called open.
      expect(decided.rank).toBeLessThanOrEqual(rank);
      expect(decided.rank + decided.undecided).toBeGreaterThanOrEqual(rank);
      if (decided.full !== null) expect(decided.full).toBe(rank === column(matrix));
    };
    compare(report.jacobian, exact.jacobian);
    // Made of inputs, masks and signs alone, G has the rank that exact arithmetic gives.
    if (problem.layers.length === 2 && report.ranks.length > 0)
      expect(report.ranks[0]).toMatchObject({ rank: exactRank(exact.lastHidden), undecided: 0 });
    expect(report.jacobian).toMatchObject({ rows: exact.jacobian.length, samples: column(exact.jacobian) });
    if (column(problem.targets as number[][]) > 1) expect(report.ranks).toEqual([]);
    else {
      expect(report.ranks).toHaveLength(1);
      expect(report.ranks[0]).toMatchObject({ matrix: 'A∘V', layer: problem.layers.length - 1, samples: problem.inputs.length });
      compare(report.ranks[0]!, exact.lastHidden);
    }
  });
});

describe('against Jacobi singular values', () => {
  test.each(Array.from({ length: 30 }, (_, seed) => random(100 + seed, 40, 12)))('medium network %#', async (problem) => {
    const report = await judge(problem);
    const plain = reference(problem);
    const compare = (decided: DecidedRank, matrix: number[][]): void => {
      const values = singularValues(matrix);
      const columns = column(matrix);
      const largest = values[0]!;
      // Beyond doubt in either direction: this many are clearly positive, and no more than this many could be.
      const certain = values.filter((s) => s > 1e-6 * largest).length;
      const possible = values.filter((s) => s > 1e-14 * largest).length;
      expect(decided.rank).toBeGreaterThanOrEqual(certain);
      expect(decided.rank).toBeLessThanOrEqual(possible);
      if (certain === columns) expect(decided.full).toBe(true);
      if (possible < columns) expect(decided.full).toBe(false);
      if (decided.equilibrated) return;
      const slack = decided.tolerance + 1e-13 * largest;
      expect(Math.abs(decided.sigmaMax - largest)).toBeLessThanOrEqual(slack);
      expect(Math.abs(decided.sigmaMin - (matrix.length < columns ? 0 : values.at(-1)!))).toBeLessThanOrEqual(slack);
    };
    compare(report.jacobian, plain.jacobian);
    if (report.ranks.length > 0) compare(report.ranks[0]!, plain.lastHidden);
  });
});

describe('ranks that are known', () => {
  // All units active, no bias: G = [X; X; …], so its rank is that of X.
  const active = (inputs: number[][]): Problem => ({
    inputs,
    targets: inputs.map((_, n) => [n]),
    slopes: [0],
    layers: [{ weights: [inputs[0]!.map(() => 1), inputs[0]!.map(() => 2)] }, { weights: [[1, 1]] }],
  });

  test('repeated samples', async () => {
    const report = await judge(
      active([
        [1, 2],
        [1, 2],
        [3, 1],
      ]),
    );
    expect(report.ranks[0]).toMatchObject({ rank: 2, full: false, undecided: 0 });
    expect(report.guarantee.verified).toBe(false);
  });

  test('a Gram matrix squares the condition: nearly parallel samples are still told apart', async () => {
    // σ_min ≈ 1e-9: its square drowns in the rounding of the Gram matrix, a QR or SVD of G sees it.
    const report = await judge(
      active([
        [1, 1],
        [1, 1 + 2 ** -30],
      ]),
    );
    expect(report.ranks[0]).toMatchObject({ rank: 2, full: true, undecided: 0 });
    const [, smallest] = singularValues([
      [1, 1],
      [1, 1 + 2 ** -30],
      [1, 1],
      [1, 1 + 2 ** -30],
    ]);
    if (!report.ranks[0]!.equilibrated) expect(report.ranks[0]!.sigmaMin / smallest!).toBeCloseTo(1, 4);
  });

  test('samples parallel but for the last bit are independent, which exact arithmetic sees', async () => {
    // One unit in the last place apart: exactly of rank 2, and no float64 computation of singular values can know.
    const report = await judge(
      active([
        [1, 1],
        [1, 1 + 2 ** -52],
      ]),
    );
    expect(report.ranks[0]).toMatchObject({ rank: 2, full: true, undecided: 0 });
    // J depends on weights, which a critical point has to rounding only: there the second singular value stays open.
    expect(report.jacobian).toMatchObject({ rank: 1, full: null, undecided: 1 });
  });

  test('masks that make samples parallel: exactly dependent, although their rounded slopes are not', async () => {
    // Column n is m_n (1, s) ⊗ x, and m_n s is rounded for each n.
    const masks = [0.7, 1.3, 1.9].map((m) => [m, m]);
    const report = await judge({
      inputs: [[1], [1], [1]],
      targets: [[1], [2], [3]],
      slopes: [0.1],
      layers: [{ weights: [[1], [-1]] }, { weights: [[1, 1]] }],
      masks: [masks],
    });
    expect(report.ranks[0]).toMatchObject({ rank: 1, full: false, undecided: 0 });
  });

  test('a large Jacobian: the extremes are within their stated error of those of its kernel', async () => {
    const problem = randomProblem(13, { samples: 420, widths: [20, 30, 1], slopes: 0.3, masks: 'uniform' });
    const { network, data } = instance(problem);
    const { jacobian } = await check(network, data, { hessian: false });
    expect(jacobian).toMatchObject({ rank: 420, full: true, equilibrated: false });
    const kernel = await extremeEigenvalues(network, data, { matrix: 'tangent-kernel', steps: 420, tolerance: 1e-13 });
    const [most, least] = [kernel.largest[0]!, kernel.smallest[0]!].map(({ value }) => Math.sqrt(value));
    expect(Math.abs(jacobian.sigmaMax - most!)).toBeLessThanOrEqual(jacobian.tolerance);
    expect(Math.abs(jacobian.sigmaMin - least!)).toBeLessThanOrEqual(jacobian.tolerance);
    expect(jacobian.tolerance).toBeLessThanOrEqual(2e-3 * least!);
  });

  test('N = d_0 d_1 with generic masks: full rank; one sample more: not', async () => {
    const shape = { widths: [4, 5, 1], slopes: 0.3, masks: 'uniform' as const };
    const problem = randomProblem(7, { ...shape, samples: 20 });
    const at = await judge(problem);
    // Entries of order one need no equilibration, so these are the singular values of G itself.
    const values = singularValues(reference(problem).lastHidden);
    expect(at.ranks[0]!.equilibrated).toBe(false);
    expect(at.ranks[0]!.sigmaMax / values[0]!).toBeCloseTo(1, 12);
    expect(at.ranks[0]!.sigmaMin / values.at(-1)!).toBeCloseTo(1, 6);
    expect(at.ranks[0]).toMatchObject({ rank: 20, full: true });
    expect(at.guarantee).toMatchObject({ capacity: 20, generic: true, verified: true });
    const above = await judge(randomProblem(7, { ...shape, samples: 21 }));
    expect(above.ranks[0]).toMatchObject({ rank: 20, full: false, sigmaMin: 0 });
    expect(above.guarantee).toMatchObject({ capacity: 20, generic: false, verified: false });
  });

  test('biases add to the capacity: (d_0 + 1) d_1 + 1', async () => {
    const shape = { widths: [3, 4, 1], slopes: -1, masks: 'uniform' as const, biases: true };
    const at = await judge(randomProblem(9, { ...shape, samples: 17 }));
    expect(at.guarantee).toMatchObject({ capacity: 17, generic: true });
    // The row of ones is not part of `ranks`, but it is of what the guarantee rests on.
    expect(at.ranks[0]).toMatchObject({ rank: 16, full: false });
    expect(at.guarantee.verified).toBe(true);
  });

  test('two hidden layers: d_1 d_2', async () => {
    const report = await judge(randomProblem(10, { samples: 12, widths: [5, 3, 4, 1], slopes: 0.2, masks: 'uniform' }));
    expect(report.ranks[0]).toMatchObject({ layer: 2, rank: 12, full: true });
    expect(report.guarantee).toMatchObject({ capacity: 12, generic: true, verified: true });
  });

  test('masks with an entry 0, with a repeated entry, or none, are not generic; nor is a slope 0', async () => {
    const problem = randomProblem(11, { samples: 6, widths: [3, 3, 1], slopes: 0.3, masks: 'uniform' });
    const [mask] = problem.masks!;
    const generic = async (changes: Partial<Problem>): Promise<boolean | null> =>
      (await judge({ ...problem, ...changes })).guarantee.generic;
    expect(await generic({})).toBe(true);
    expect(await generic({ masks: [mask!.with(0, [0, ...mask![0]!.slice(1)])] })).toBe(false);
    expect(await generic({ masks: [mask!.with(0, [mask![1]![0]!, ...mask![0]!.slice(1)])] })).toBe(false);
    expect(await generic({ slopes: [0] })).toBe(false);
    expect((await judge(randomProblem(11, { samples: 6, widths: [3, 3, 1], slopes: 0.3 }))).guarantee.generic).toBe(false);
  });
});
