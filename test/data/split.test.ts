import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Dataset } from '../../src/data/Dataset.js';
import { ArgumentError } from '../../src/errors.js';
import type { Matrix } from '../../src/Matrix.js';
import { choose } from '../../src/native/random.js';

/** Sample n has the inputs (n, 0 − n), the target 10 n and the factors 100 n + layer + unit: each says whose it is. */
function numbered(samples: number): Dataset {
  const rows = Array.from({ length: samples }, (_, n) => n);
  const mask = (layer: number, width: number): number[][] => rows.map((n) => Array.from({ length: width }, (_, i) => 100 * n + layer + i));
  return Dataset.from({ inputs: rows.map((n) => [n, 0 - n]), targets: rows.map((n) => 10 * n), masks: [mask(1, 3), mask(2, 2)] });
}

const rowsOf = ({ data, rows, columns }: Matrix): number[][] =>
  Array.from({ length: rows }, (_, n) => Array.from(data.subarray(n * columns, (n + 1) * columns)));
const numbersOf = (part: Dataset): number[] => rowsOf(part.inputs).map(([n]) => n!);

const share = fc.double({ min: 0, max: 1, minExcluded: true, maxExcluded: true, noNaN: true });

test('the parts are disjoint and complete, of the size asked for, and rows stay together; or the split is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), share, fc.maxSafeNat(), (samples, validation, seed) => {
      const held = Math.round(validation * samples);
      const data = numbered(samples);
      if (held === 0 || held === samples) {
        expect(() => data.split({ validation, seed })).toThrow(ArgumentError);
        return;
      }
      const parts = data.split({ validation, seed });
      expect([parts.training.samples, parts.validation.samples]).toEqual([samples - held, held]);
      const all = [...numbersOf(parts.training), ...numbersOf(parts.validation)];
      expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: samples }, (_, n) => n));
      for (const part of [parts.training, parts.validation]) {
        const numbers = numbersOf(part);
        expect(rowsOf(part.inputs)).toEqual(numbers.map((n) => [n, 0 - n]));
        expect(rowsOf(part.targets)).toEqual(numbers.map((n) => [10 * n]));
        const [first, second] = part.resolveMasks([3, 2])!;
        expect(rowsOf(first!)).toEqual(numbers.map((n) => [100 * n + 1, 100 * n + 2, 100 * n + 3]));
        expect(rowsOf(second!)).toEqual(numbers.map((n) => [100 * n + 2, 100 * n + 3]));
      }
    }),
  );
});

test('the samples held out are the first of a random permutation of a substream of its own', () => {
  const { training, validation } = numbered(20).split({ validation: 0.3, seed: 5 });
  const order = Array.from(choose(20, 20, 5, 'order', 2 ** 32 - 1));
  expect([...numbersOf(validation), ...numbersOf(training)]).toEqual(order);
});

test('the same seed gives the same parts, another one others; 0 if left out', () => {
  const held = (seed?: number) => numbersOf(numbered(30).split({ validation: 0.5, seed }).validation);
  expect(held(7)).toEqual(held(7));
  expect(held()).toEqual(held(0));
  expect(new Set([0, 1, 2, 2 ** 32, 2 ** 33].map((seed) => held(seed).join())).size).toBe(5);
});

test('the data set split is left alone, the parts are frozen and keep how masks are drawn', () => {
  const masks = { kind: 'bernoulli', keep: 0.5, seed: 3 } as const;
  const data = Dataset.gaussian({ samples: 10, inputs: 2, seed: 1, masks });
  const before = Array.from(data.inputs.data);
  const { training, validation } = data.split({ validation: 0.4 });
  expect(Array.from(data.inputs.data)).toEqual(before);
  expect([training.masks, validation.masks]).toEqual([data.masks, data.masks]);
  for (const part of [training, validation]) expect(part.resolveMasks([3])![0]).toMatchObject({ rows: part.samples, columns: 3 });
  expect([Object.isFrozen(training), Object.isFrozen(validation), Object.isFrozen(data.split({ validation: 0.4 }))]).toEqual([
    true,
    true,
    true,
  ]);
});

describe('refused', () => {
  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, /validation/],
    ['no share', {}, /validation/],
    ['a share of 0', { validation: 0 }, /validation/],
    ['a share of 1', { validation: 1 }, /validation/],
    ['a number of samples', { validation: 3 }, /validation/],
    ['a negative share', { validation: -0.1 }, /validation/],
    ['NaN', { validation: NaN }, /validation/],
    ['text', { validation: '0.2' }, /validation/],
    ['a share of no sample', { validation: 0.04 }, /both parts of 10 samples/],
    ['a share of all samples', { validation: 0.96 }, /both parts of 10 samples/],
    ['a misspelt key', { validaton: 0.2 }, /validation/],
    ['a negative seed', { validation: 0.2, seed: -1 }, /seed/],
    ['a number', 0.2, /object/],
  ])('%s', (_name, split, message) => {
    const attempt = (): unknown => numbered(10).split(split as Parameters<Dataset['split']>[0]);
    expect(attempt).toThrow(ArgumentError);
    expect(attempt).toThrow(message);
  });

  test('a single sample has no two parts', () => {
    expect(() => numbered(1).split({ validation: 0.5 })).toThrow(ArgumentError);
  });
});
