import { describe, expect, test } from '@jest/globals';
import { choose, normal, uniform } from '../../src/native/random.js';
import { train } from '../../src/train/train.js';
import type { Optimizer } from '../../src/train/Optimizer.js';
import type { Noise, Schedule } from '../../src/train/TrainOptions.js';
import { drift } from '../oracle/drift.js';
import { adamRule, gradientRule, learningRateAt, momentumRule, type PlainRun, type Rule } from '../oracle/plainTrainers.js';
import type { Problem } from '../oracle/Problem.js';
import { randomProblem } from '../oracle/randomProblem.js';
import { inSingle } from '../support/inSingle.js';
import { instance } from '../support/instance.js';

type Precision = 'float64' | 'float32';

const epochs = 6;
const seed = 2 ** 40 + 17;
const unitRoundoff = { float64: 2 ** -53, float32: 2 ** -24 };
/** The largest tolerance that is worth a comparison, relative to the largest parameter. */
const useful = { float64: 1e-10, float32: 3e-2 };

// No number of samples is a multiple of 7: the last batch is short.
const problems = [
  randomProblem(71, { samples: 9, widths: [3, 5, 1] }),
  randomProblem(72, { samples: 13, widths: [2, 4, 3, 1], slopes: [0.1, 0], biases: true, masks: 'uniform' }),
  randomProblem(73, { samples: 10, widths: [5, 3, 2], slopes: -1, biases: [true, false], masks: 'bernoulli' }),
  randomProblem(74, { samples: 18, widths: [4, 3, 3, 2], slopes: [0.5, 0.2], biases: [false, true, false] }),
];

const optimizers: [name: string, Optimizer & { learningRate: number }, rule: () => Rule][] = [
  ['gradient descent', { kind: 'gradient-descent', learningRate: 0.004 }, gradientRule],
  ['momentum', { kind: 'momentum', learningRate: 0.001, momentum: 0.8 }, () => momentumRule({ momentum: 0.8 })],
  [
    'momentum that looks ahead',
    { kind: 'momentum', learningRate: 0.001, momentum: 0.7, nesterov: true },
    () => momentumRule({ momentum: 0.7, nesterov: true }),
  ],
  ['sgd', { kind: 'sgd', learningRate: 0.004 }, gradientRule],
  ['sgd with momentum', { kind: 'sgd', learningRate: 0.002, momentum: 0.5 }, () => momentumRule({ momentum: 0.5 })],
  [
    'Adam',
    { kind: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-3 },
    () => adamRule({ beta1: 0.8, beta2: 0.95, epsilon: 1e-3 }),
  ],
];

const schedules: Schedule[] = [
  { kind: 'constant' },
  { kind: 'exponential', factor: 0.8, from: 2, minimum: 6e-4 },
  { kind: 'cosine' },
  { kind: 'cosine', from: 1, to: 4, minimum: 1e-4 },
];

const noises: Noise[] = [
  { kind: 'none' },
  { kind: 'bernoulli', keep: 0.75 },
  { kind: 'gaussian', sigma: 0.3 },
  { kind: 'uniform', delta: 0.5 },
];

function rates(schedule: Schedule, learningRate: number): (epoch: number) => number {
  switch (schedule.kind) {
    case 'constant':
      return () => learningRate;
    case 'exponential':
      return (epoch) => learningRateAt(epoch, learningRate, { ...schedule, minimum: schedule.minimum ?? 0 });
    case 'cosine': {
      const { from = 0, to = epochs, minimum = 0 } = schedule;
      return (epoch) => learningRateAt(epoch, learningRate, { from, to, minimum });
    }
  }
}

/** Factors of the stream `noise`: one substream per hidden layer, entries in the order of epoch, place and unit. */
function noiseOf(noise: Noise, problem: Problem): PlainRun['noise'] {
  if (noise.kind === 'none') return undefined;
  const samples = problem.inputs.length;
  const draw = noise.kind === 'gaussian' ? normal : uniform;
  const layers = problem.layers
    .slice(0, -1)
    .map(({ weights }, l) => ({ width: weights.length, drawn: draw(seed, 'noise', l + 1, epochs * samples * weights.length) }));
  return (epoch, place, layer, unit) => {
    const { width, drawn } = layers[layer - 1]!;
    const z = drawn[(epoch * samples + place) * width + unit]!;
    switch (noise.kind) {
      case 'bernoulli':
        return (z + 1) / 2 < noise.keep ? 1 / noise.keep : 0;
      case 'gaussian':
        return 1 + noise.sigma * z;
      case 'uniform':
        return 1 + noise.delta * z;
    }
  };
}

interface Setting {
  readonly problem: Problem;
  readonly optimizer: Optimizer & { readonly learningRate: number };
  readonly rule: () => Rule;
  readonly schedule: Schedule;
  readonly noise: Noise;
  readonly batchSize: number;
  readonly precision: Precision;
}

/** Error of the parameters after all epochs, in units of its tolerance; Infinity where the tolerance says nothing. */
async function errorOf({ problem, optimizer, rule, schedule, noise, batchSize, precision }: Setting): Promise<number> {
  const start = precision === 'float32' ? inSingle(problem) : problem;
  const samples = start.inputs.length;
  const factors = noiseOf(noise, start);
  const { parameters, tolerance } = drift(start, unitRoundoff[precision], () => ({
    epochs,
    rule: rule(),
    rate: rates(schedule, optimizer.learningRate),
    batchSize,
    ...(batchSize < samples && { order: (epoch: number) => choose(samples, samples, seed, 'order', epoch) }),
    ...(factors && { noise: factors }),
  }));
  const { network, data } = instance(start);
  const run = await train(network, data, { optimizer, schedule, noise, batchSize, precision, seed, epochs, stop: { gradient: false } });
  if (run.epochs !== epochs || !(tolerance <= useful[precision] * Math.max(...parameters.map(Math.abs)))) return Infinity;
  const actual = run.network.parameters();
  return Math.max(...parameters.map((value, p) => Math.abs(actual[p]! - value) / tolerance));
}

describe.each(['float64', 'float32'] as const)('%s', (precision) => {
  describe.each(optimizers)('%s', (_name, optimizer, rule) => {
    test.each([
      ['1', 0, () => 1],
      ['7', 1, () => 7],
      ['N − 1', 2, (samples: number) => samples - 1],
      ['N', 3, (samples: number) => samples],
    ])('batches of %s', async (_size, turn, batchSize) => {
      const errors: Record<string, number> = {};
      for (const [k, problem] of problems.entries()) {
        for (const noise of noises) {
          const schedule = schedules[(k + turn) % schedules.length]!;
          const batch = batchSize(problem.inputs.length);
          const error = await errorOf({ problem, optimizer, rule, schedule, noise, batchSize: batch, precision });
          if (!(error <= 1)) errors[`problem ${String(k)}, noise ${noise.kind}, schedule ${JSON.stringify(schedule)}`] = error;
        }
      }
      expect(errors).toEqual({});
    });
  });
});

// The core works through a batch in blocks of 128 samples: batches of more than one block, the last of less than one.
test.each(['float64', 'float32'] as const)('batches of 130 among 300 samples, %s', async (precision) => {
  const problem = randomProblem(75, { samples: 300, widths: [3, 4, 1], biases: true, masks: 'uniform' });
  const [, optimizer, rule] = optimizers[1]!;
  const setting = { problem, optimizer, rule, schedule: schedules[0]!, noise: noises[1]!, batchSize: 130, precision };
  expect(await errorOf(setting)).toBeLessThanOrEqual(1);
});
