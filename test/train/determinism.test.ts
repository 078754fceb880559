import { describe, expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { Network } from '../../src/network/Network.js';
import { train } from '../../src/train/train.js';

type Options = NonNullable<Parameters<typeof train>[2]>;

const data = Dataset.gaussian({ samples: 60, inputs: 12, seed: 3 });
const start = Network.random({ inputs: 12, hidden: [9], seed: 4 });
const cases: [string, Options][] = [
  ['gradient descent', { optimizer: { kind: 'gradient-descent', learningRate: 0.01 }, epochs: 300 }],
  ['Adam', { optimizer: 'adam', epochs: 300 }],
  ['Adam in float32', { optimizer: 'adam', epochs: 300, precision: 'float32' }],
  ['momentum', { optimizer: { kind: 'momentum', nesterov: true }, epochs: 300 }],
  ['sgd', { optimizer: 'sgd', epochs: 100, seed: 7 }],
  [
    'dropout on mini-batches, with a cosine',
    { optimizer: 'adam', batchSize: 7, noise: { kind: 'bernoulli', keep: 0.9 }, schedule: { kind: 'cosine' }, epochs: 100, seed: 8 },
  ],
  ['Gaussian noise in float32', { optimizer: 'momentum', noise: { kind: 'gaussian', sigma: 0.1 }, precision: 'float32', epochs: 100 }],
  ['a chain of states', { optimizer: 'sgd', epochs: 100, seed: 7, stateEvery: 3, onState: () => undefined }],
  ['L-BFGS', { optimizer: 'lbfgs', epochs: 200, seed: 5 }],
  ['Levenberg–Marquardt', { optimizer: 'levenberg-marquardt', epochs: 60, seed: 5 }],
];

async function bits(options: Options): Promise<string> {
  const { network, history, loss, epochs } = await train(start, data, options);
  // Decimal text of a float64 is exact: equal text, equal bits.
  return JSON.stringify([Array.from(network.parameters()), Array.from(history.loss), loss, epochs]);
}

describe.each(cases)('%s', (_name, options) => {
  test('the same seed gives the same bits', async () => {
    expect(await bits(options)).toBe(await bits(options));
  });

  test.each([2, 3, 4])('%i jobs at once give the bits of one', async (jobs) => {
    const alone = await bits(options);
    for (const result of await Promise.all(Array.from({ length: jobs }, () => bits(options)))) expect(result).toBe(alone);
  });
});

test('different jobs at once do not mix', async () => {
  const alone: string[] = [];
  for (const [, options] of cases) alone.push(await bits(options));
  expect(await Promise.all(cases.map(([, options]) => bits(options)))).toEqual(alone);
});

describe('the seed', () => {
  const seeds = [0, 1, 2 ** 32, 2 ** 52];

  test.each<[string, Options]>([
    ['draws the order', { optimizer: 'sgd', epochs: 5 }],
    ['draws the noise', { optimizer: 'adam', noise: { kind: 'uniform', delta: 0.2 }, epochs: 5 }],
  ])('%s, with all its bits', async (_name, options) => {
    expect(new Set(await Promise.all(seeds.map((seed) => bits({ ...options, seed })))).size).toBe(seeds.length);
  });

  test('is not felt where nothing is random', async () => {
    const options: Options = { optimizer: 'momentum', epochs: 5 };
    expect(new Set(await Promise.all(seeds.map((seed) => bits({ ...options, seed })))).size).toBe(1);
  });
});
