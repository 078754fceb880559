import { describe, expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { check } from '../../src/landscape/check.js';
import { Network } from '../../src/network/Network.js';
import { train } from '../../src/train/train.js';
import { leastSquaresSum } from '../oracle/leastSquares.js';
import { packParameters, withParameters } from '../oracle/parameters.js';
import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { instance } from '../support/instance.js';

const optimizer = 'levenberg-marquardt';

describe('zero loss', () => {
  test.each(Array.from({ length: 10 }, (_, seed) => seed))('dual form, N = 100 < P = 650, seed %i', async (seed) => {
    const data = Dataset.gaussian({ samples: 100, inputs: 25, seed });
    const run = await train(Network.random({ inputs: 25, hidden: [25], seed }), data, { optimizer, seed });
    const report = await check(run.network, data);
    expect(report.verdict).toBe('zero-loss-minimum');
    expect(report.mse).toBeLessThan(1e-25);
    expect(report.mce).toBe(0);
  });

  test.each([0, 1, 2, 3, 4])('primal form, P = 12 ≤ N = 50, data of a network of the same shape, seed %i', async (seed) => {
    const shape = { samples: 50, widths: [3, 3, 1], slopes: 0.2 };
    const teacher = randomProblem(seed, shape);
    const outputs = reference(teacher).V.at(-1)!;
    const next = generator(seed);
    const start = withParameters(
      { ...teacher, targets: outputs },
      packParameters(teacher).map((w) => w * (1 + 0.1 * (next() - 0.5))),
    );
    const { network, data } = instance(start);
    expect(network.parameterCount).toBe(12);
    const run = await train(network, data, { optimizer });
    expect(run.loss).toBeLessThan(1e-26);
    expect(run.epochs).toBeLessThan(100);
    expect((await check(run.network, data)).verdict).toBe('zero-loss-minimum');
  });

  test('two hidden layers, biases, masks, two outputs', async () => {
    const { network, data } = instance(
      randomProblem(3, { samples: 20, widths: [4, 8, 8, 2], slopes: 0.3, biases: true, masks: 'uniform' }),
    );
    const run = await train(network, data, { optimizer });
    expect(run.loss).toBeLessThan(1e-24);
  });
});

describe('linear networks end at the least-squares loss', () => {
  // Slope 1: the outputs are X W with W of rank at most d_1, so d_1 ≥ C reaches the unrestricted optimum, and there is no other minimum.
  const linear = (seed: number, samples: number, widths: number[]): Problem => randomProblem(seed, { samples, widths, slopes: 1 });
  const optimum = ({ inputs, targets }: Problem): number =>
    targets[0]!.reduce(
      (sum, _, c) =>
        sum +
        leastSquaresSum(
          inputs,
          targets.map((row) => row[c]!),
        ),
      0,
    ) /
    (2 * inputs.length);

  test.each([
    ['primal, P = 16 ≤ N = 30', linear(1, 30, [3, 4, 1])],
    ['dual, N = 10 < P = 20', linear(2, 10, [4, 4, 1])],
    ['two outputs', linear(3, 12, [3, 3, 2])],
    ['two hidden layers', linear(4, 15, [3, 3, 2, 1])],
  ])('%s', async (_name, problem) => {
    const { network, data } = instance(problem);
    const run = await train(network, data, { optimizer });
    expect(run.loss / optimum(problem)).toBeCloseTo(1, 11);
    expect(run.stopped).toBe('gradient');
  });

  test('gradient descent gets there too', async () => {
    const problem = linear(5, 10, [2, 2, 1]);
    const { network, data } = instance(problem);
    const run = await train(network, data, { optimizer: { kind: 'gradient-descent', learningRate: 0.05 }, epochs: 100_000 });
    expect(run.loss / optimum(problem)).toBeCloseTo(1, 11);
  });
});

describe('nearly as many samples as parameters', () => {
  test.each(Array.from({ length: 6 }, (_, seed) => seed))('zero loss without a kick, 16-16-1, N = 200 < P = 272, seed %i', async (seed) => {
    const data = Dataset.gaussian({ samples: 200, inputs: 16, seed });
    const run = await train(Network.random({ inputs: 16, hidden: [16], seed }), data, { optimizer });
    expect(run.history.kicks.at(-1)).toBe(0);
    expect((await check(run.network, data)).verdict).toBe('zero-loss-minimum');
  });

  test('two hidden layers, biases, masks, slopes, two outputs', async () => {
    const { network, data } = instance(
      randomProblem(3, { samples: 60, widths: [6, 8, 8, 2], slopes: [0.3, -1], biases: true, masks: 'uniform' }),
    );
    expect(data.samples * 2).toBeGreaterThan((2 / 3) * network.parameterCount);
    const run = await train(network, data, { optimizer });
    expect(run.loss).toBeLessThan(1e-24);
  });
});

test('every accepted step lowers the loss, where kinks are not rounded off', async () => {
  const data = Dataset.gaussian({ samples: 80, inputs: 10, seed: 6 });
  const { history } = await train(Network.random({ inputs: 10, hidden: [10], seed: 6 }), data, {
    optimizer: { kind: optimizer, kick: 0 },
    epochs: 80,
    historyEvery: 1,
  });
  for (let k = 1; k < history.loss.length; k++) {
    expect(history.loss[k]).toBeLessThanOrEqual(history.loss[k - 1]!);
  }
  expect(history.loss.at(-1)).toBeLessThan(history.loss[0]!);
});
