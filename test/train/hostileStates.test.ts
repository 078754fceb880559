// Property: whatever numbers a state holds, resuming it ends, with finite results or with one of this package's own errors.
import fc from 'fast-check';
import { expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { KinklessError } from '../../src/errors.js';
import { Network } from '../../src/network/Network.js';
import { KINDS } from '../../src/train/parseOptimizer.js';
import { train } from '../../src/train/train.js';

const EPOCH = 4;
const data = Dataset.gaussian({ samples: 12, inputs: 3, seed: 1 });
const start = Network.random({ inputs: 3, hidden: [4], seed: 2 });
const options = { epochs: EPOCH, stop: { gradient: false } } as const;

const extreme = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, 0.5, 2 ** 30, 2 ** 31, 2 ** 53, 1e18, 1e154, -1e154, 1e300, -1e300, Number.MAX_VALUE, 5e-324),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

test.each(KINDS)('%s', async (optimizer) => {
  const { state } = await train(start, data, { ...options, optimizer });
  // The first number is the epoch, and said twice.
  const changes = fc.array(fc.tuple(fc.integer({ min: 1, max: state.numbers.length - 1 }), extreme), { minLength: 1, maxLength: 4 });
  // Counters are at the front.
  const early = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), extreme), { minLength: 1, maxLength: 3 });
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(changes, early), async (places) => {
      const numbers = [...state.numbers];
      for (const [at, value] of places) numbers[at] = value;
      try {
        const run = await train(start, data, { ...options, optimizer, epochs: EPOCH + 5, resume: { ...state, numbers } });
        expect([run.loss, ...run.network.parameters(), ...run.state.numbers].every(Number.isFinite)).toBe(true);
        accepted += 1;
      } catch (error) {
        if (!(error instanceof KinklessError)) throw error;
        expect(['ERR_ARGUMENT', 'ERR_DIVERGED', 'ERR_RANGE']).toContain(error.code);
      }
    }),
    { numRuns: 300, seed: 1 },
  );
  expect(accepted).toBeGreaterThan(50);
});
