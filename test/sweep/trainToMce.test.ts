import { expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { Network } from '../../src/network/Network.js';
import { trainToMce } from '../../src/sweep/trainToMce.js';
import { train } from '../../src/train/train.js';
import { exactText } from '../support/exactText.js';

const data = Dataset.gaussian({ samples: 30, inputs: 4, seed: 1 });
const start = Network.random({ inputs: 4, hidden: [12], seed: 2 });
const NEVER = 2 ** 31 - 1;
const options = {
  optimizer: { kind: 'adam', learningRate: 0.03 },
  epochs: 400,
  batchSize: 8,
  schedule: { kind: 'cosine', from: 200 },
  stop: { gradient: false },
  historyEvery: NEVER,
  seed: 3,
} as const;

test('looking at the mce changes no bit of the training (one that nobody looks at)', async () => {
  // No share is below zero: never reached.
  const [looked, whole] = await Promise.all([trainToMce(start, data, options, -1), train(start, data, options)]);
  expect([looked.stopped, looked.epochs]).toEqual(['epochs', 400]);
  expect(exactText(looked.network.parameters())).toBe(exactText(whole.network.parameters()));
});

test('stops where few enough are misclassified, at the first look (a training of that many epochs)', async () => {
  const run = await trainToMce(start, data, options, 0.1);
  expect(run.stopped).toBe('mce');
  expect(run.history.mce!.at(-1)).toBeLessThanOrEqual(0.1);
  expect(run.epochs % 20).toBe(0);
  const wrong = Array.from(run.network.predict(data.inputs).data).filter((v, n) => !(v * data.targets.data[n]! > 0)).length;
  expect(run.history.mce!.at(-1)).toBe(wrong / 30);
  const before = await train(start, data, { ...options, epochs: run.epochs - 20, schedule: { kind: 'cosine', from: 200, to: 400 } });
  expect(before.history.mce!.at(-1)).toBeGreaterThan(0.1);
});
