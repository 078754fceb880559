import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Dataset } from '../../src/data/Dataset.js';
import { Network } from '../../src/network/Network.js';
import { train } from '../../src/train/train.js';
import type { TrainOptions } from '../../src/train/TrainOptions.js';

const data = Dataset.gaussian({ samples: 9, inputs: 3, seed: 1 });
const start = Network.random({ inputs: 3, hidden: [4], seed: 2 });

const upTo = (max: number) => fc.integer({ min: 1, max });

test('one row per interval, at the start and at the end, however the run is cut into pieces', async () => {
  await fc.assert(
    fc.asyncProperty(upTo(60), upTo(25), upTo(25), upTo(40), fc.boolean(), async (epochs, historyEvery, stateEvery, more, batches) => {
      const options: TrainOptions = {
        optimizer: 'adam',
        ...(batches && { batchSize: 4 }),
        historyEvery,
        stateEvery,
        stop: { gradient: false },
        tracePreActivations: [{ layer: 1, unit: 0, sample: 0 }],
        onState: () => undefined,
      };
      const multiples = (from: number, to: number): number[] =>
        Array.from({ length: to - from + 1 }, (_, k) => from + k).filter((epoch) => epoch % historyEvery === 0 || epoch === to);
      const first = await train(start, data, { ...options, epochs });
      expect(Array.from(first.history.epoch)).toEqual(multiples(0, epochs));
      const second = await train(start, data, { ...options, epochs: epochs + more, resume: first.state });
      expect(Array.from(second.history.epoch)).toEqual(multiples(epochs, epochs + more));
      for (const { history } of [first, second]) expect(history.preActivations.rows).toBe(history.epoch.length);
    }),
    { numRuns: 200 },
  );
});
