import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Dataset } from '../../src/data/Dataset.js';
import { check } from '../../src/landscape/check.js';
import { checkMany, type CheckManyOptions } from '../../src/landscape/checkMany.js';
import { Network } from '../../src/network/Network.js';
import { trainMany } from '../../src/train/trainMany.js';

const shape = fc.record({
  hidden: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 2 }),
  bias: fc.boolean(),
  samples: fc.integer({ min: 1, max: 25 }),
  seed: fc.nat(1000),
});

// Second implementation: the same points, judged one by one.
test('many judgements are the separate ones', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(shape, { minLength: 1, maxLength: 5 }),
      fc.record({ hessian: fc.boolean(), shared: fc.boolean(), masked: fc.boolean(), threads: fc.integer({ min: 1, max: 4 }) }),
      async (shapes, { hessian, shared, masked, threads }) => {
        const masks = masked ? ({ kind: 'uniform', delta: 0.5 } as const) : undefined;
        const starts = shapes.map(({ hidden, bias, seed }) => Network.random({ inputs: 3, hidden, bias, slope: 0.1, seed }));
        const own = shapes.map(({ samples, seed }) => Dataset.gaussian({ samples, inputs: 3, seed, masks }));
        const datasets = shared ? own.map(() => own[0]!) : own;
        const runs = await trainMany(starts, datasets, { epochs: 60 });
        const networks = runs.map((run, k) => (run.status === 'fulfilled' ? run.value.network : starts[k]!));
        const reports = await checkMany(networks, shared ? own[0]! : own, { hessian, threads });
        for (const [k, network] of networks.entries())
          expect(reports[k]).toEqual({ status: 'fulfilled', value: await check(network, datasets[k]!, { hessian }) });
      },
    ),
    { numRuns: 60 },
  );
});

const data = Dataset.gaussian({ samples: 5, inputs: 2, seed: 1 });
const network = Network.random({ inputs: 2, hidden: [3], seed: 1 });

test('a point whose numbers overflow is reported, and the others are judged', async () => {
  const vast = network.withParameters(network.parameters().map((value) => value * 1e200));
  const reports = await checkMany([network, vast, network], data);
  expect(reports.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(reports[1]).toMatchObject({ reason: { code: 'ERR_RANGE' } });
});

test('no points, no reports', async () => {
  expect(await checkMany([], data)).toEqual([]);
});

test('an abort rejects with its reason', async () => {
  const many = Array.from({ length: 3 }, () => Network.random({ inputs: 2, hidden: [200], seed: 2 }));
  const controller = new AbortController();
  const running = checkMany(many, data, { signal: controller.signal });
  setTimeout(() => {
    controller.abort(new Error('enough'));
  }, 20);
  await expect(running).rejects.toThrow('enough');
});

test.each<[string, readonly unknown[], RegExp]>([
  ['a network without hidden layers', [[network, Network.random({ inputs: 2, hidden: [] })], data], /one hidden layer for networks\[1\]/],
  ['an unknown option', [[network], data, { hessians: true }], /hessian/],
  ['no data', [[network], undefined], /a Dataset, or a list with one for each of 1 networks for datasets/],
])('%s', async (_name, [networks, datasets, options], message) => {
  await expect(checkMany(networks as Network[], datasets as Dataset, options as CheckManyOptions)).rejects.toThrow(message);
});
