import { describe, expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { check } from '../../src/landscape/check.js';
import { Network } from '../../src/network/Network.js';
import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem } from '../oracle/randomProblem.js';
import { judge } from '../support/judge.js';

describe('generic', () => {
  const network = Network.random({ inputs: 3, hidden: [4], slope: 0.1, seed: 1 });
  const generic = async (masks: Parameters<typeof Dataset.gaussian>[0]['masks']): Promise<boolean | null> =>
    (await check(network, Dataset.gaussian({ samples: 6, inputs: 3, seed: 2, masks }))).guarantee.generic;

  test('goes by the factors, not by the name of their distribution', async () => {
    expect(await generic({ kind: 'gaussian', sigma: 0.1 })).toBe(true);
    expect(await generic({ kind: 'uniform', delta: 0.1 })).toBe(true);
    // So little noise that factors round to the same numbers: as good as no masks.
    expect(await generic({ kind: 'gaussian', sigma: 1e-17 })).toBe(false);
    expect(await generic({ kind: 'uniform', delta: 1e-17 })).toBe(false);
    expect(await generic({ kind: 'bernoulli', keep: 0.5 })).toBe(false);
    expect(await generic({ kind: 'none' })).toBe(false);
  });
});

describe('with several hidden layers', () => {
  test.each([4, 40])('%d samples: it holds with the earlier weights as they are', async (samples) => {
    const { guarantee } = await judge(randomProblem(5, { samples, widths: [3, 4, 4, 1], slopes: 0.3, masks: 'uniform' }));
    expect(guarantee.verified).toBe(samples === 4);
    expect(guarantee.statement).toContain('with the weights before the last two layers as they are');
  });

  test('one hidden layer has none', async () => {
    const { guarantee } = await judge(randomProblem(5, { samples: 4, widths: [3, 4, 1], slopes: 0.3 }));
    expect(guarantee.statement).not.toContain('as they are');
  });
});

describe('the mse to expect where targets are out of reach', () => {
  const problem = randomProblem(6, { samples: 30, widths: [3, 4, 1], slopes: 0.2, masks: 'uniform', signs: true });

  test('closed form: 1 − rank/N, deviation at most √(2 min(rank, N − rank))/N', async () => {
    const report = await judge(problem);
    expect(report.ranks[0]!.rank).toBe(12);
    expect(report.predictedMse).toEqual({ expectation: 1 - 12 / 30, deviation: Math.sqrt(24) / 30 });
    const bias: Problem = { ...problem, layers: [problem.layers[0]!, { ...problem.layers[1]!, bias: [0] }] };
    expect((await judge(bias)).predictedMse!.expectation).toBe(1 - 13 / 30);
  });

  test('null for other targets, several outputs, and where the rank is N', async () => {
    expect((await judge({ ...problem, targets: problem.targets.with(0, [0.5]) })).predictedMse).toBeNull();
    expect((await judge(randomProblem(7, { samples: 30, widths: [3, 4, 2], signs: true }))).predictedMse).toBeNull();
    expect(
      (await judge(randomProblem(8, { samples: 6, widths: [3, 4, 1], slopes: 0.2, masks: 'uniform', signs: true }))).predictedMse,
    ).toBeNull();
  });

  test('Monte Carlo: least squares on random signs has that mean, and no more spread', async () => {
    // One unit that is always active: G = X, N = 20, rank 4.
    const next = generator(9);
    const X = Array.from({ length: 20 }, () => Array.from({ length: 4 }, () => 2 * next() - 1));
    const line = { inputs: X, targets: X.map(() => [1]), slopes: [1], layers: [{ weights: [[1, 1, 1, 1]] }, { weights: [[1]] }] };
    const { expectation, deviation } = (await judge(line)).predictedMse!;
    // An orthonormal basis of the rows of X, by Gram–Schmidt.
    const basis: number[][] = [];
    for (let j = 0; j < 4; j++) {
      let row = X.map((x) => x[j]!);
      for (const q of basis) {
        const part = q.reduce((sum, value, n) => sum + value * row[n]!, 0);
        row = row.map((value, n) => value - part * q[n]!);
      }
      const length = Math.hypot(...row);
      basis.push(row.map((value) => value / length));
    }
    const draws = 4000;
    let sum = 0;
    let squares = 0;
    for (let k = 0; k < draws; k++) {
      const y = X.map(() => (next() < 0.5 ? -1 : 1));
      const mse = 1 - basis.reduce((total, q) => total + q.reduce((part, value, n) => part + value * y[n]!, 0) ** 2, 0) / 20;
      sum += mse;
      squares += (mse - expectation) ** 2;
    }
    expect(Math.abs(sum / draws - expectation)).toBeLessThan((5 * deviation) / Math.sqrt(draws));
    expect(Math.sqrt(squares / draws)).toBeLessThan(1.05 * deviation);
  });
});
