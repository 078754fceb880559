import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Dataset } from '../../src/data/Dataset.js';
import { DivergedError } from '../../src/errors.js';
import { Network } from '../../src/network/Network.js';
import type { Optimizer } from '../../src/train/Optimizer.js';
import type { ReplicaRun } from '../../src/train/ReplicaRun.js';
import { train } from '../../src/train/train.js';
import type { TrainingRun } from '../../src/train/TrainingRun.js';
import { trainMany } from '../../src/train/trainMany.js';
import type { TrainManyOptions } from '../../src/train/TrainManyOptions.js';
import { exactText } from '../support/exactText.js';

const EPOCHS = 7;

function facts(result: PromiseSettledResult<ReplicaRun | TrainingRun> | undefined): string {
  if (result?.status !== 'fulfilled') return String(result?.reason);
  const { network, stopped, epochs, loss, history } = result.value;
  return exactText({ parameters: network.parameters(), stopped, epochs, loss, history });
}

async function alone(...call: Parameters<typeof train>): Promise<string> {
  const [result] = await Promise.allSettled([train(...call)]);
  return facts(result);
}

const positive = fc.double({ min: 0.001, max: 0.02, noNaN: true });
const optimizer: fc.Arbitrary<Optimizer> = fc.oneof(
  fc.record({ kind: fc.constant('gradient-descent' as const), learningRate: positive }),
  fc.record({ kind: fc.constantFrom('momentum' as const, 'sgd' as const), learningRate: positive, nesterov: fc.boolean() }),
  fc.record({ kind: fc.constant('adam' as const), learningRate: positive }),
  fc.record({ kind: fc.constant('levenberg-marquardt' as const) }),
  fc.record({ kind: fc.constant('lbfgs' as const), memory: fc.integer({ min: 1, max: 9 }) }),
);
const loop = fc.record({
  batchSize: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
  precision: fc.constantFrom('float64' as const, 'float32' as const),
  noise: fc.constantFrom({ kind: 'none' as const }, { kind: 'bernoulli' as const, keep: 0.7 }, { kind: 'gaussian' as const, sigma: 0.2 }),
  schedule: fc.constantFrom({ kind: 'constant' as const }, { kind: 'cosine' as const }),
});
const shape = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 0, maxLength: 3 }),
  bias: fc.boolean(),
  slope: fc.constantFrom(0, 0.1, 1, -1),
  samples: fc.integer({ min: 5, max: 40 }),
  seed: fc.nat(1000),
});

// Second implementation: the same trainings, one by one.
test('many trainings are the separate ones, bit for bit', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(shape, { minLength: 1, maxLength: 6 }),
      optimizer,
      loop,
      fc.record({
        inputs: fc.integer({ min: 1, max: 6 }),
        shared: fc.boolean(),
        masked: fc.boolean(),
        validated: fc.constantFrom('no', 'shared', 'own'),
        seeds: fc.constantFrom('none', 'first', 'list'),
        threads: fc.integer({ min: 1, max: 5 }),
        historyEvery: fc.constantFrom(undefined, 2),
      }),
      async (shapes, kind, ways, { inputs, shared, masked, validated, seeds, threads, historyEvery }) => {
        const masks = masked ? ({ kind: 'gaussian', sigma: 0.3, seed: 4 } as const) : undefined;
        const setOf = (seed: number, samples: number): Dataset => Dataset.gaussian({ samples, inputs, seed, masks });
        const networks = shapes.map(({ hidden, bias, slope, seed }) => Network.random({ inputs, hidden, bias, slope, seed }));
        const datasets = shapes.map(({ samples, seed }) => setOf(shared ? 1 : seed, shared ? 20 : samples));
        const validation =
          validated === 'no' ? undefined : validated === 'shared' ? setOf(99, 8) : shapes.map(({ seed }) => setOf(seed + 1, 6));
        const seed = seeds === 'list' ? shapes.map((each) => each.seed) : seeds === 'first' ? 3 : undefined;
        const options = { ...(kind.kind === 'levenberg-marquardt' || kind.kind === 'lbfgs' ? {} : ways), optimizer: kind, epochs: EPOCHS };
        const many = { ...options, historyEvery, seed, validation, threads };
        const runs = await trainMany(networks, shared ? datasets[0]! : datasets, many);
        for (const [k, network] of networks.entries()) {
          const expected = await alone(network, datasets[k]!, {
            ...options,
            historyEvery: historyEvery ?? EPOCHS,
            seed: Array.isArray(seed) ? seed[k]! : (seed ?? 0) + k,
            validation: Array.isArray(validation) ? validation[k] : validation,
          });
          expect(facts(runs[k])).toBe(expected);
        }
      },
    ),
    { numRuns: 150 },
  );
});

const data = Dataset.gaussian({ samples: 30, inputs: 4, seed: 1 });
const start = (seed: number): Network => Network.random({ inputs: 4, hidden: [5], seed });

test('a training that diverges is reported, and the others go on', async () => {
  const vast = Dataset.from({ inputs: data.inputs, targets: Array.from({ length: 30 }, () => 1e200) });
  const runs = await trainMany([start(1), start(2), start(3)], [data, vast, data], { optimizer: 'gradient-descent', epochs: 5 });
  expect(runs.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(runs[1]).toMatchObject({ reason: { code: 'ERR_DIVERGED' } });
  expect((runs[1] as PromiseRejectedResult).reason).toBeInstanceOf(DivergedError);
});

test('no networks, no runs', async () => {
  expect(await trainMany([], data)).toEqual([]);
  expect(await trainMany([], [])).toEqual([]);
});

test('what does not fit into one job is trained in several', async () => {
  // The histories might have more numbers than one job takes.
  const options = { optimizer: 'gradient-descent', epochs: 500_000, historyEvery: 1, stop: { loss: 0.4 } } as const;
  const networks = [1, 2, 3].map(start);
  const runs = await trainMany(networks, data, options);
  for (const [k, network] of networks.entries()) expect(facts(runs[k])).toBe(await alone(network, data, { ...options, seed: k }));
});

describe('abort and progress', () => {
  const networks = Array.from({ length: 40 }, (_, seed) => start(seed));
  const long = { optimizer: 'gradient-descent', epochs: 2 ** 31 - 1, stop: { gradient: false } } as const;

  test('an abort rejects with its reason', async () => {
    const controller = new AbortController();
    const running = trainMany(networks, data, { ...long, signal: controller.signal });
    setTimeout(() => {
      controller.abort(new Error('enough'));
    }, 20);
    await expect(running).rejects.toThrow('enough');
    await expect(trainMany(networks, data, { ...long, signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow('before');
  });

  test('progress counts networks', async () => {
    const seen: number[] = [];
    const runs = await trainMany(networks, data, {
      optimizer: 'gradient-descent',
      epochs: 2 ** 31 - 1,
      stop: { seconds: 0.05, gradient: false },
      onProgress: ({ done, networks: all }) => {
        expect(all).toBe(40);
        seen.push(done);
      },
    });
    expect(runs).toHaveLength(40);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.every((done, k) => done <= 40 && (k === 0 || done >= seen[k - 1]!))).toBe(true);
  });

  test('what onProgress throws rejects the call', async () => {
    const onProgress = (): never => {
      throw new Error('no more');
    };
    await expect(trainMany(networks, data, { ...long, onProgress })).rejects.toThrow('no more');
  });
});

test.each<[string, readonly unknown[], RegExp]>([
  ['no list', [start(1), data], /Expected a list of networks for networks/],
  ['no network in it', [[start(1), 3], data], /Expected a Network for networks\[1\] but received 3/],
  ['too few data sets', [[start(1), start(2)], [data]], /a Dataset, or a list with one for each of 2 networks for datasets/],
  ['no data set', [[start(1)], [1]], /Expected a Dataset for datasets\[0\] but received 1/],
  ['data of other widths', [[Network.random({ inputs: 3, hidden: [2] })], data], /samples with 3 inputs, as the network has for datasets/],
  ['too few seeds', [[start(1)], data, { seed: [1, 2] }], /a seed, or a list with one for each of 1 networks for options\.seed/],
  ['a seed that is none', [[start(1)], data, { seed: [-1] }], /options\.seed\[0\]/],
  ['no thread', [[start(1)], data, { threads: 0 }], /options\.threads/],
  ['an unknown option', [[start(1)], data, { thread: 1 }], /threads/],
  ['a state to resume', [[start(1)], data, { resume: {} }], /resume/],
  ['batches larger than the smallest set', [[start(1)], data, { optimizer: 'sgd', batchSize: 31 }], /options\.batchSize/],
  ['validation of other widths', [[start(1)], data, { validation: Dataset.gaussian({ samples: 3, inputs: 2 }) }], /options\.validation/],
  ['histories without end', [[start(1)], data, { optimizer: 'sgd', epochs: 2 ** 31 - 1, historyEvery: 1 }], /options\.historyEvery/],
  [
    'histories that are too long together',
    [Array.from({ length: 20 }, () => start(1)), data, { optimizer: 'sgd', epochs: 2 ** 20, historyEvery: 1 }],
    /for all networks together/,
  ],
])('%s', async (_name, [networks, datasets, options], message) => {
  await expect(trainMany(networks as Network[], datasets as Dataset, options as TrainManyOptions)).rejects.toThrow(message);
});
