import { describe, expect, test } from '@jest/globals';
import { hessian } from '../../src/landscape/curvature/hessian.js';
import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem } from '../oracle/randomProblem.js';
import { symmetricEigenvalues } from '../oracle/symmetricEigenvalues.js';
import { instance } from '../support/instance.js';
import { judge } from '../support/judge.js';
import { rows } from '../support/rows.js';

/** Singh, Bachmann, Hofmann 2021: ranks of the Hessian of deep linear networks without biases, at almost every point. */
function ranks(widths: readonly number[], samples: number): { hessian: number; gaussNewton: number; residual: number } {
  const hidden = widths.slice(1, -1);
  const M = hidden.length;
  const K = widths.at(-1)!;
  const r = Math.min(widths[0]!, samples);
  const q = Math.min(r, K, ...hidden);
  const s = Math.min(r, K);
  const sum = hidden.reduce((total, width) => total + width, 0);
  return {
    gaussNewton: q * (r + K - q),
    residual: 2 * q * sum + 2 * q * s - (M + 1) * q * q,
    hessian: 2 * q * sum - (M + 1) * q * q + q * (r + K),
  };
}

function linear(seed: number, widths: readonly number[], samples: number): Problem {
  return randomProblem(seed, { samples, widths, slopes: widths.slice(1, -1).map(() => 1) });
}

async function expectRanks(problem: Problem, expected: ReturnType<typeof ranks>): Promise<void> {
  const report = await judge(problem);
  const { positive, negative, zero } = report.hessian!;
  expect({ hessian: positive + negative, gaussNewton: report.jacobian.rank, undecided: report.jacobian.undecided }).toEqual({
    hessian: expected.hessian,
    gaussNewton: expected.gaussNewton,
    undecided: 0,
  });
  expect(positive + negative + zero).toBe(report.parameters);
}

describe('the printed shapes', () => {
  test.each([
    [[5, 4, 1], 12, 5, 8],
    [[5, 4, 4, 1], 19, 5, 15],
    [[8, 6, 5, 4, 1], 35, 8, 28],
    [[25, 5, 10, 10], 250, 150, 175],
  ])('%j', async (widths, whole, gaussNewton, residual) => {
    const samples = 40;
    expect(ranks(widths, samples)).toEqual({ hessian: whole, gaussNewton, residual });
    await expectRanks(linear(1, widths, samples), ranks(widths, samples));
  });

  test('the second term alone', async () => {
    for (const widths of [
      [5, 4, 1],
      [5, 4, 4, 1],
      [8, 6, 5, 4, 1],
    ]) {
      const { network, data } = instance(linear(2, widths, 30));
      const all = rows(await hessian(network, data));
      const first = rows(await hessian(network, data, { matrix: 'gauss-newton' }));
      const values = symmetricEigenvalues(all.map((row, p) => row.map((x, q) => x - first[p]![q]!))).map(Math.abs);
      const scale = Math.max(...values);
      expect(values.filter((value) => value > 1e-11 * scale)).toHaveLength(ranks(widths, 30).residual);
    }
  });
});

test('200 random shapes', async () => {
  const next = generator(41);
  const size = (most: number): number => 1 + Math.floor(most * next());
  for (let seed = 0; seed < 200; seed++) {
    const widths = Array.from({ length: 3 + Math.floor(3 * next()) }, () => size(5));
    const samples = size(8);
    await expectRanks(linear(seed, widths, samples), ranks(widths, samples));
  }
});
