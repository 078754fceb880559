import { describe, expect, test } from '@jest/globals';
import { ArgumentError, KinklessError } from '../../src/errors.js';
import { KINDS } from '../../src/train/parseOptimizer.js';
import { train } from '../../src/train/train.js';
import type { TrainOptions } from '../../src/train/TrainOptions.js';
import { randomProblem } from '../oracle/randomProblem.js';
import { exactText } from '../support/exactText.js';
import { instance } from '../support/instance.js';

const { network, data } = instance(randomProblem(61, { samples: 4, widths: [2, 3, 1] }));
type Options = Parameters<typeof train>[2];

async function refusal(options: unknown, start: unknown = network, set: unknown = data): Promise<unknown> {
  try {
    await train(start as typeof network, set as typeof data, options as Options);
  } catch (error) {
    return error;
  }
  throw new Error(`accepted ${JSON.stringify(options)}`);
}

const revoked = Proxy.revocable({}, {});
revoked.revoke();

const refused: [name: string, options: unknown, message: RegExp][] = [
  ['a misspelt option', { epoch: 5 }, /epochs/],
  ['a misspelt option of the optimizer', { optimizer: { kind: 'adam', learningrate: 0.1 } }, /learningRate/],
  ['an option of another optimizer', { optimizer: { kind: 'gradient-descent', beta1: 0.9 } }, /beta1/],
  ['a misspelt optimizer', { optimizer: 'adamm' }, /adam/],
  ['a misspelt optimizer kind', { optimizer: { kind: 'gradient-decent' } }, /gradient-descent/],
  ['an optimizer without kind', { optimizer: { learningRate: 0.1 } }, /kind/],
  ['an optimizer that is a number', { optimizer: 3 }, /optimizer/],
  ['zero epochs', { epochs: 0 }, /epochs/],
  ['negative epochs', { epochs: -1 }, /epochs/],
  ['fractional epochs', { epochs: 1.5 }, /epochs/],
  ['epochs that are NaN', { epochs: NaN }, /epochs/],
  ['epochs as text', { epochs: '10' }, /epochs/],
  ['infinite epochs', { epochs: Infinity }, /epochs/],
  ['a learning rate of NaN', { optimizer: { kind: 'adam', learningRate: NaN } }, /learningRate/],
  ['a learning rate of zero', { optimizer: { kind: 'gradient-descent', learningRate: 0 } }, /learningRate/],
  ['a negative learning rate', { optimizer: { kind: 'gradient-descent', learningRate: -1 } }, /learningRate/],
  ['beta1 = 1', { optimizer: { kind: 'adam', beta1: 1 } }, /beta1/],
  ['beta2 below 0', { optimizer: { kind: 'adam', beta2: -0.1 } }, /beta2/],
  ['a negative epsilon', { optimizer: { kind: 'adam', epsilon: -1e-8 } }, /epsilon/],
  ['a misspelt precision', { precision: 'float46' }, /float64/],
  ['a misspelt schedule', { schedule: { kind: 'exponentail' } }, /exponential/],
  ['a schedule for an optimizer without learning rate', { optimizer: 'levenberg-marquardt', schedule: { kind: 'cosine' } }, /schedule/],
  ['a schedule for L-BFGS', { optimizer: 'lbfgs', schedule: { kind: 'cosine' } }, /schedule/],
  ['memory that is no count', { optimizer: { kind: 'lbfgs', memory: 1.5 } }, /memory/],
  ['no memory', { optimizer: { kind: 'lbfgs', memory: 0 } }, /memory/],
  ['a damping for L-BFGS', { optimizer: { kind: 'lbfgs', damping: 1 } }, /damping/],
  ['noise for Levenberg–Marquardt', { optimizer: 'levenberg-marquardt', noise: { kind: 'bernoulli', keep: 0.5 } }, /noise/],
  ['batches for Levenberg–Marquardt', { optimizer: 'levenberg-marquardt', batchSize: 2 }, /batchSize/],
  ['float32 for L-BFGS', { optimizer: 'lbfgs', precision: 'float32' }, /precision/],
  ['float32 for Levenberg–Marquardt', { optimizer: 'levenberg-marquardt', precision: 'float32' }, /precision/],
  ['batches of no sample', { optimizer: 'sgd', batchSize: 0 }, /batchSize/],
  ['batches of more samples than there are', { optimizer: 'sgd', batchSize: 5 }, /batchSize/],
  ['momentum 1', { optimizer: { kind: 'momentum', momentum: 1 } }, /momentum/],
  ['a negative momentum', { optimizer: { kind: 'sgd', momentum: -0.1 } }, /momentum/],
  ['momentum of another optimizer', { optimizer: { kind: 'adam', momentum: 0.9 } }, /momentum/],
  ['a look ahead that is a number', { optimizer: { kind: 'momentum', nesterov: 1 } }, /nesterov/],
  ['a look ahead of another optimizer', { optimizer: { kind: 'adam', nesterov: true } }, /nesterov/],
  ['a misspelt noise', { optimizer: 'sgd', noise: { kind: 'dropout' } }, /bernoulli/],
  ['noise as text', { optimizer: 'sgd', noise: 'bernoulli' }, /noise/],
  ['dropout without its number', { optimizer: 'sgd', noise: { kind: 'bernoulli' } }, /keep/],
  ['dropout of everything', { optimizer: 'sgd', noise: { kind: 'bernoulli', keep: 0 } }, /keep/],
  ['dropout that keeps too much', { optimizer: 'sgd', noise: { kind: 'bernoulli', keep: 1.1 } }, /keep/],
  ['a number of another noise', { optimizer: 'sgd', noise: { kind: 'gaussian', keep: 0.5 } }, /keep/],
  ['a negative sigma', { optimizer: 'sgd', noise: { kind: 'gaussian', sigma: -1 } }, /sigma/],
  ['a delta of NaN', { optimizer: 'sgd', noise: { kind: 'uniform', delta: NaN } }, /delta/],
  ['a cosine that ends before it begins', { optimizer: 'sgd', schedule: { kind: 'cosine', from: 5, to: 5 } }, /to/],
  ['a cosine that begins after the end', { optimizer: 'sgd', epochs: 5, schedule: { kind: 'cosine', from: 5 } }, /from/],
  ['a cosine with a factor', { optimizer: 'sgd', schedule: { kind: 'cosine', factor: 0.5 } }, /factor/],
  [
    'a minimum above the learning rate',
    { optimizer: { kind: 'adam', learningRate: 0.01 }, schedule: { kind: 'cosine', minimum: 0.02 } },
    /schedule\.minimum/,
  ],
  [
    'a minimum above the default learning rate',
    { optimizer: 'sgd', schedule: { kind: 'exponential', factor: 0.9, from: 0, minimum: 1 } },
    /0\.01/,
  ],
  ['a negative minimum', { optimizer: 'sgd', schedule: { kind: 'cosine', minimum: -1 } }, /minimum/],
  ['negative seconds', { stop: { seconds: -1 } }, /seconds/],
  ['infinite seconds', { stop: { seconds: Infinity } }, /seconds/],
  ['an interval of states of 0', { stateEvery: 0 }, /stateEvery/],
  ['a listener of states that is none', { onState: [] }, /onState/],
  ['a schedule that grows', { optimizer: 'adam', schedule: { kind: 'exponential', factor: 1.5, from: 0 } }, /factor/],
  ['a schedule from a negative epoch', { optimizer: 'adam', schedule: { kind: 'exponential', factor: 0.9, from: -1 } }, /from/],
  ['a misspelt key of the schedule', { schedule: { kind: 'exponential', factr: 0.9 } }, /factor/],
  ['a misspelt stop rule', { stop: { gradent: true } }, /gradient/],
  ['a stop rule of the wrong type', { stop: { gradient: 1 } }, /gradient/],
  ['a negative loss floor', { stop: { loss: -1 } }, /loss/],
  ['a loss floor of NaN', { stop: { loss: NaN } }, /loss/],
  ['a history interval of 0', { historyEvery: 0 }, /historyEvery/],
  ['a negative seed', { seed: -1 }, /seed/],
  ['a seed beyond 2^53', { seed: 2 ** 53 }, /seed/],
  ['a signal that is none', { signal: {} }, /signal/],
  ['a listener that is none', { onProgress: 'loud' }, /onProgress/],
  ['a traced layer that has no pre-activation kinks', { tracePreActivations: [{ layer: 2, unit: 0, sample: 0 }] }, /layer/],
  ['a traced layer 0', { tracePreActivations: [{ layer: 0, unit: 0, sample: 0 }] }, /layer/],
  ['a traced unit out of range', { tracePreActivations: [{ layer: 1, unit: 3, sample: 0 }] }, /unit/],
  ['a traced sample out of range', { tracePreActivations: [{ layer: 1, unit: 0, sample: 4 }] }, /sample/],
  ['traces that are no list', { tracePreActivations: 5 }, /tracePreActivations/],
  [
    'a getter that throws',
    {
      get optimizer(): never {
        throw new Error('trap');
      },
    },
    /options/,
  ],
  [
    'a getter that throws, deeper',
    {
      optimizer: {
        get kind(): never {
          throw new Error('trap');
        },
      },
    },
    /optimizer/,
  ],
  ['a revoked proxy', { optimizer: 'sgd', noise: revoked.proxy }, /noise/],
  ['options that are a list', [], /options/],
  ['options that are text', 'adam', /options/],
];

describe('options that cannot be used', () => {
  test.each(refused)('%s', async (_name, options, message) => {
    const error = await refusal(options);
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).code).toBe('ERR_ARGUMENT');
    expect((error as ArgumentError).message).toMatch(message);
  });

  test('a start that is no network, data that are none', async () => {
    expect(await refusal({}, {})).toBeInstanceOf(ArgumentError);
    expect(await refusal({}, network, { inputs: [[1]] })).toBeInstanceOf(ArgumentError);
    expect(await refusal({}, null)).toBeInstanceOf(ArgumentError);
    expect(await refusal({}, network, null)).toBeInstanceOf(ArgumentError);
  });

  test.each([
    ['inputs', [3, 3, 1]],
    ['outputs', [2, 3, 2]],
  ])('data with other %s than the network', async (name, widths) => {
    const other = instance(randomProblem(62, { samples: 4, widths }));
    const error = await refusal({}, network, other.data);
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as ArgumentError).message).toMatch(new RegExp(name.slice(0, -1)));
  });

  test('masks of another width than the hidden layer', async () => {
    const other = instance(randomProblem(63, { samples: 4, widths: [2, 4, 1], masks: 'uniform' }));
    expect(await refusal({}, network, other.data)).toBeInstanceOf(ArgumentError);
  });
});

/** The keys an object of options may have, as the refusal of another one lists them. */
async function keysAt(place: string, within: (entry: object) => unknown): Promise<string[]> {
  const { message } = (await refusal(within({ '?': 1 }))) as Error;
  const [, keys] = new RegExp(`only keys of (.+) for ${place} but`).exec(message) ?? [];
  return keys?.split(', ') ?? [];
}

describe('null is no value: only what is left out or undefined has a default', () => {
  const places: [place: string, within: (entry: object) => object][] = [
    ['options', (entry) => entry],
    ['options.stop', (entry) => ({ stop: entry })],
    ...KINDS.map((kind): [string, (entry: object) => object] => ['options.optimizer', (entry) => ({ optimizer: { kind, ...entry } })]),
    ['options.schedule', (entry) => ({ optimizer: 'adam', schedule: { kind: 'exponential', factor: 0.9, from: 1, ...entry } })],
    ['options.schedule', (entry) => ({ optimizer: 'adam', schedule: { kind: 'cosine', ...entry } })],
    ['options.noise', (entry) => ({ optimizer: 'adam', noise: entry })],
  ];

  test.each(places)('in %s, %s', async (place, within) => {
    const keys = await keysAt(place, within);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      const error = await refusal(within({ [key]: null }));
      expect(error).toBeInstanceOf(ArgumentError);
      // Other optimisers, schedules and noises have other keys.
      if (!(error as Error).message.startsWith('Expected only keys')) {
        expect((error as Error).message).toContain(`for ${place}.${key} but received null`);
      }
    }
  });
});

describe('options that can', () => {
  test('none: there are defaults', async () => {
    const run = await train(network, data);
    expect(['gradient', 'loss', 'epochs']).toContain(run.stopped);
    expect(run.loss).toBeLessThanOrEqual(run.history.loss[0]!);
  });

  test.each(KINDS)('%s by name', async (optimizer) => {
    const run = await train(network, data, { optimizer, epochs: 2 });
    expect(run.epochs).toBeLessThanOrEqual(2);
  });

  const defaults: [bare: TrainOptions, explicit: TrainOptions][] = [
    [{ optimizer: 'gradient-descent' }, { optimizer: { kind: 'gradient-descent', learningRate: 0.05 } }],
    [{ optimizer: 'momentum' }, { optimizer: { kind: 'momentum', learningRate: 0.01, momentum: 0.9, nesterov: false } }],
    [{ optimizer: 'sgd' }, { optimizer: { kind: 'sgd', learningRate: 0.01, momentum: 0, nesterov: false }, batchSize: 32 }],
    [{ optimizer: 'adam' }, { optimizer: { kind: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } }],
    [{ epochs: 40 }, { optimizer: { kind: 'levenberg-marquardt', damping: 0.001, kick: 0.15 } }],
    [
      { optimizer: 'adam', schedule: { kind: 'cosine' }, epochs: 40 },
      { optimizer: 'adam', schedule: { kind: 'cosine', from: 0, to: 40, minimum: 0 } },
    ],
    [
      { optimizer: 'adam', schedule: { kind: 'exponential', factor: 0.9, from: 2 }, noise: { kind: 'none' } },
      { optimizer: 'adam', schedule: { kind: 'exponential', factor: 0.9, from: 2, minimum: 0 } },
    ],
    [
      { optimizer: 'adam', batchSize: 7 },
      { optimizer: 'adam', batchSize: 7, precision: 'float64', seed: 0, stop: { gradient: true } },
    ],
  ];

  test.each(defaults)('%j means %j', async (bare, explicit) => {
    const { network: start, data: samples } = instance(randomProblem(64, { samples: 70, widths: [4, 5, 1] }));
    const [one, other] = await Promise.all([bare, explicit].map((options) => train(start, samples, { epochs: 40, ...options })));
    expect(exactText(one!.state)).toBe(exactText(other!.state));
  });

  test('a learning rate that lets the weights grow without bound ends in an error, not in NaN', async () => {
    const error = await refusal({ optimizer: { kind: 'gradient-descent', learningRate: 1e100 }, epochs: 100 });
    expect(error).toBeInstanceOf(KinklessError);
    expect((error as KinklessError).code).toBe('ERR_DIVERGED');
  });
});
