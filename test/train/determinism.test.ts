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
