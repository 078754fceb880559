import { describe, expect, test } from '@jest/globals';
import { train } from '../../src/train/train.js';
import type { TrainOptions } from '../../src/train/TrainOptions.js';
import { plainGradientDescent } from '../oracle/plainTrainers.js';
import { withParameters } from '../oracle/parameters.js';
import type { Problem } from '../oracle/Problem.js';
import { randomProblem } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { instance } from '../support/instance.js';

const problem = randomProblem(51, { samples: 12, widths: [3, 4, 1], slopes: 0.1, signs: true });
const descent = { kind: 'gradient-descent', learningRate: 0.02 } as const;

describe('history', () => {
  test('has rows at the start, every interval and the end', async () => {
    const { network, data } = instance(problem);
    const run = await train(network, data, { optimizer: descent, epochs: 35, historyEvery: 10, stop: { gradient: false } });
    expect(Array.from(run.history.epoch)).toEqual([0, 10, 20, 30, 35]);
    expect(run.epochs).toBe(35);
    expect(run.history.loss.at(-1)).toBe(run.loss);
    for (const series of [run.history.loss, run.history.gradientNorm, run.history.minAbs, run.history.learningRate, run.history.kicks]) {
      expect(series.length).toBe(5);
    }
  });

  test('agrees with the reference at every row', async () => {
    const { network, data } = instance(problem);
    const traced = [
      { layer: 1, unit: 2, sample: 0 },
      { layer: 1, unit: 0, sample: 11 },
    ];
    const { history } = await train(network, data, {
      optimizer: descent,
      epochs: 30,
      historyEvery: 10,
      stop: { gradient: false },
      tracePreActivations: traced,
    });
    expect(history.preActivations).toMatchObject({ rows: 4, columns: 2 });
    history.epoch.forEach((epoch, row) => {
      const expected = reference(withParameters(problem, plainGradientDescent(problem, epoch, descent.learningRate)));
      expect(history.loss[row]! / expected.loss).toBeCloseTo(1, 10);
      expect(history.mce?.[row]).toBe(expected.mce);
      expect(history.gradientNorm[row]! / Math.hypot(...expected.gradient)).toBeCloseTo(1, 9);
      expect(history.minAbs[row]!).toBeCloseTo(expected.minAbs!, 10);
      expect(history.kicks[row]).toBe(0);
      traced.forEach(({ layer, unit, sample }, k) =>
        expect(history.preActivations.data[2 * row + k]!).toBeCloseTo(expected.U[layer]![sample]![unit]!, 10),
      );
    });
  });

  test('in float32 reports what float64 arithmetic says of the point: a unit near a kink stays on its side', async () => {
    // u = −2⁻²³ is within the rounding error of float32, not of float64: the ReLU is off, v = 0 and e = 0.5.
    const { network, data } = instance({
      inputs: [[1, 1]],
      targets: [[-0.5]],
      slopes: [0],
      layers: [{ weights: [[1, -1 - 2 ** -23]] }, { weights: [[2 ** 22]] }],
    });
    const { history } = await train(network, data, { optimizer: descent, epochs: 1, precision: 'float32' });
    expect([history.loss[0], history.gradientNorm[0], history.minAbs[0]]).toEqual([0.125, 0, 2 ** -23]);
  });

  test('has no mce when targets are not ±1', async () => {
    const { network, data } = instance(randomProblem(52, { samples: 4, widths: [2, 2, 1] }));
    expect((await train(network, data, { optimizer: descent, epochs: 2 })).history.mce).toBeUndefined();
  });

  test('the loss reported is that of the network returned', async () => {
    const { network, data } = instance(problem);
    for (const optimizer of [descent, 'adam', 'levenberg-marquardt'] as const) {
      const run = await train(network, data, { optimizer, epochs: 7 });
      const expected = reference(withParameters(problem, run.network.parameters())).loss;
      expect(Math.abs(run.loss - expected)).toBeLessThanOrEqual(1e-12 * expected + 1e-28);
    }
  });

  test('results are frozen, and the start is left alone', async () => {
    const { network, data } = instance(problem);
    const before = Array.from(network.parameters());
    const run = await train(network, data, { optimizer: descent, epochs: 3 });
    expect(Object.isFrozen(run)).toBe(true);
    expect(Object.isFrozen(run.history)).toBe(true);
    expect(Array.from(network.parameters())).toEqual(before);
    expect(Array.from(run.network.parameters())).not.toEqual(before);
  });
});

describe('numbers that leave the range of float64', () => {
  // v = w_2 w_1 x: with x = 1e160 and w = (1, 0) the loss is 1/2, but the derivative by w_2 is 1e160 and its square infinite.
  const steep: Problem = { inputs: [[1e160]], targets: [[1]], slopes: [1], layers: [{ weights: [[1]] }, { weights: [[0]] }] };

  test.each(['gradient-descent', 'sgd', 'levenberg-marquardt'] as const)('in the gradient are no history: %s', async (optimizer) => {
    const { network, data } = instance(steep);
    await expect(train(network, data, { optimizer, epochs: 1 })).rejects.toMatchObject({ code: 'ERR_DIVERGED' });
  });

  test('nor in the loss of the samples held out', async () => {
    const { network, data } = instance(problem);
    const validation = instance({ ...problem, inputs: problem.inputs.map((row) => row.map((x) => 1e160 * x)) }).data;
    await expect(train(network, data, { optimizer: descent, epochs: 1, validation })).rejects.toMatchObject({ code: 'ERR_DIVERGED' });
  });
});

describe('stop rules', () => {
  // One linear unit: v = w_2 w_1 x with w_1 = w_2 = 1, x = 1.
  const single = (target: number, w2 = 1): Problem => ({
    inputs: [[1]],
    targets: [[target]],
    slopes: [1],
    layers: [{ weights: [[1]] }, { weights: [[w2]] }],
  });

  test('gradient: at a critical point training stops at once', async () => {
    const { network, data } = instance(single(1));
    const run = await train(network, data, { optimizer: descent, epochs: 100 });
    expect(run).toMatchObject({ stopped: 'gradient', epochs: 0, loss: 0 });
    expect(Array.from(run.network.parameters())).toEqual([1, 1]);
  });

  test('gradient: descent ends when only rounding is left, and not before', async () => {
    const { network, data } = instance(single(2));
    const run = await train(network, data, { optimizer: { kind: 'gradient-descent', learningRate: 0.1 }, epochs: 100_000 });
    expect(run.stopped).toBe('gradient');
    expect(run.epochs).toBeLessThan(100_000);
    const [w1, w2] = run.network.parameters();
    expect(Math.abs(w1! * w2! - 2)).toBeLessThanOrEqual(2 ** -48);
  });

  test('gradient: can be turned off', async () => {
    const { network, data } = instance(single(1));
    const run = await train(network, data, { optimizer: descent, epochs: 5, stop: { gradient: false } });
    expect(run).toMatchObject({ stopped: 'epochs', epochs: 5 });
  });

  test('loss: the first epoch at or below the floor', async () => {
    const { network, data } = instance(single(2));
    const floor = 1e-6;
    const run = await train(network, data, {
      optimizer: { kind: 'gradient-descent', learningRate: 0.1 },
      epochs: 10_000,
      historyEvery: 1,
      stop: { loss: floor },
    });
    expect(run.stopped).toBe('loss');
    expect(run.loss).toBeLessThanOrEqual(floor);
    expect(run.history.loss.at(-2)).toBeGreaterThan(floor);
  });

  // The loss of a step is that of other weights, or of a network with noise: what counts is the loss that the history shows.
  test.each<[string, TrainOptions]>([
    ['mini-batches', { batchSize: 5 }],
    ['dropout', { noise: { kind: 'bernoulli', keep: 0.5 } }],
    ['mini-batches with noise', { batchSize: 7, noise: { kind: 'gaussian', sigma: 1 } }],
  ])('loss: %s', async (_name, sampling) => {
    const { network, data } = instance(problem);
    const options: TrainOptions = { optimizer: descent, ...sampling, epochs: 60, historyEvery: 2, stop: { gradient: false } };
    const { history } = await train(network, data, options);
    const floor = history.loss.toSorted()[10]!;
    const run = await train(network, data, { ...options, stop: { gradient: false, loss: floor } });
    expect(run.stopped).toBe('loss');
    expect(run.loss).toBeLessThanOrEqual(floor);
    expect(run.history.loss.slice(0, -1).every((loss) => loss > floor)).toBe(true);
  });

  test('epochs: no rule fired before', async () => {
    const { network, data } = instance(single(2));
    expect(await train(network, data, { optimizer: { kind: 'gradient-descent', learningRate: 1e-3 }, epochs: 9 })).toMatchObject({
      stopped: 'epochs',
      epochs: 9,
    });
  });
});
