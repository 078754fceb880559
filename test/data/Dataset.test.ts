import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Dataset } from '../../src/data/Dataset.js';
import { ArgumentError, FileError } from '../../src/errors.js';
import { normal, sign, uniform } from '../../src/native/random.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const finiteNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
const rowsOf = (rows: number, columns: number) =>
  fc.array(fc.array(finiteNumber, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });
const bits = ({ data }: { readonly data: Float64Array }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex');

test('Gaussian data are the numbers of the streams', () => {
  const data = Dataset.gaussian({ samples: 7, inputs: 3, seed: 11 });
  expect(data.inputs).toEqual({ data: normal(11, 'data', 0, 21), rows: 7, columns: 3 });
  expect(data.targets).toEqual({ data: sign(11, 'data', 1, 7), rows: 7, columns: 1 });
  expect(data.masks).toBeUndefined();
  expect(Object.isFrozen(data)).toBe(true);
});

test('arrays are copied on the way in', () => {
  const inputs = [[1, 2]];
  const targets = Float64Array.of(3);
  const mask = { data: Float64Array.of(1), rows: 1, columns: 1 };
  const data = Dataset.from({ inputs, targets, masks: [mask] });
  inputs[0]![0] = 9;
  targets[0] = 9;
  mask.data[0] = 9;
  expect([data.inputs.data[0], data.targets.data[0], data.resolveMasks([1])![0]!.data[0]]).toEqual([1, 3, 1]);
});

describe('masks', () => {
  const widths = [4, 3];
  const resolve = (masks: NonNullable<Parameters<typeof Dataset.gaussian>[0]['masks']>, samples = 500) =>
    Dataset.gaussian({ samples, inputs: 2, masks }).resolveMasks(widths);

  test('none', () => {
    expect(resolve({ kind: 'none' })).toBeUndefined();
    expect(Dataset.gaussian({ samples: 2, inputs: 2 }).resolveMasks([3])).toBeUndefined();
  });

  test('each kind from the numbers of the stream, one substream per hidden layer', () => {
    expect(resolve({ kind: 'gaussian', sigma: 0.1, seed: 3 })).toEqual(
      widths.map((columns, l) => ({ data: normal(3, 'masks', l + 1, 500 * columns).map((z) => 1 + 0.1 * z), rows: 500, columns })),
    );
    expect(resolve({ kind: 'uniform', delta: 0.5, seed: 3 })).toEqual(
      widths.map((columns, l) => ({ data: uniform(3, 'masks', l + 1, 500 * columns).map((u) => 1 + 0.5 * u), rows: 500, columns })),
    );
    const [first] = resolve({ kind: 'bernoulli', keep: 0.8 })!;
    expect(new Set(first!.data)).toEqual(new Set([0, 1.25]));
    const kept = first!.data.filter((factor) => factor !== 0).length / 2000;
    expect(Math.abs(kept - 0.8)).toBeLessThan(5 * Math.sqrt(0.16 / 2000));
    expect(new Set(resolve({ kind: 'bernoulli', keep: 1 })![0]!.data)).toEqual(new Set([1]));
  });

  test('more samples leave the factors of the first ones', () => {
    const masks = { kind: 'gaussian', sigma: 1, seed: 1 } as const;
    expect(resolve(masks, 500)![1]!.data.slice(0, 30)).toEqual(resolve(masks, 10)![1]!.data);
  });

  test('matrices are checked against the widths', () => {
    const data = Dataset.from({
      inputs: [[1], [2]],
      targets: [0, 0],
      masks: [
        [
          [1, 1],
          [1, 0],
        ],
      ],
    });
    expect(data.resolveMasks([2])![0]!.data).toEqual(Float64Array.of(1, 1, 1, 0));
    expect(() => data.resolveMasks([2, 2])).toThrow(
      'Expected 2 matrices, one for each hidden layer of the network for masks but received 1',
    );
    expect(() => data.resolveMasks([])).toThrow('Expected 0 matrices');
    expect(() => data.resolveMasks([3])).toThrow('Expected 3 columns, one for each unit of hidden layer 1 for masks[0] but received 2');
  });

  test.each<[object, string]>([
    [{ kind: 'gausian' }, 'masks.kind but received "gausian" (the nearest is "gaussian")'],
    [{ kind: 'gaussian' }, 'masks.sigma but received nothing'],
    [{ kind: 'gaussian', sigma: -1 }, 'Expected a finite number of at least 0 and of at most 1e+300 for masks.sigma'],
    [{ kind: 'bernoulli', keep: 0 }, 'of at least 1e-300 and of at most 1 for masks.keep'],
    [{ kind: 'bernoulli', keep: 1.1 }, 'for masks.keep but received 1.1'],
    [{ kind: 'uniform', delta: '1' }, 'for masks.delta but received "1"'],
    [{ kind: 'uniform', delta: 1, sigma: 1 }, 'Expected only keys of kind, delta, seed for masks but received "sigma"'],
    [{ kind: 'none', seed: 1 }, 'Expected only keys of kind for masks'],
    [{ kind: 'gaussian', sigma: 1, seed: 0.5 }, 'for masks.seed but received 0.5'],
    [[[[1]]], 'for masks[0] but received 1 rows'],
  ])('%j', (masks, message) => {
    const call = () => Dataset.gaussian({ samples: 2, inputs: 1, masks: masks as never });
    expect(call).toThrow(ArgumentError);
    expect(call).toThrow(message);
  });
});

describe('data files', () => {
  const anyMasks = (samples: number) =>
    fc.oneof(
      fc.constant(undefined),
      fc.constant({ kind: 'none' } as const),
      fc.record({ kind: fc.constant('gaussian' as const), sigma: fc.double({ min: 0, max: 9, noNaN: true }), seed: fc.maxSafeNat() }),
      fc.array(
        fc.integer({ min: 1, max: 3 }).chain((width) => rowsOf(samples, width)),
        { maxLength: 3 },
      ),
    );

  test('every number comes back with all its bits', async () => {
    const file = path.join(folder, 'round-trip.json');
    await fc.assert(
      fc.asyncProperty(
        fc
          .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }))
          .chain(([n, d, c]) => fc.record({ inputs: rowsOf(n, d), targets: rowsOf(n, c), masks: anyMasks(n) })),
        async (parts) => {
          const data = Dataset.from(parts);
          await data.write(file);
          const back = await Dataset.read(file);
          expect(back).toEqual(data);
          expect(bits(back.inputs)).toBe(bits(data.inputs));
          expect(bits(back.targets)).toBe(bits(data.targets));
          if (Array.isArray(data.masks)) expect((back.masks as typeof data.masks).map(bits)).toEqual(data.masks.map(bits));
          expect(Dataset.fromJSON(data.toJSON())).toEqual(data);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('flat targets', async () => {
    const file = path.join(folder, 'flat.json');
    writeFileSync(file, '{"format": "kinkless-data/1", "inputs": [[1, 2], [3, 4]], "targets": [1, -1]}');
    expect((await Dataset.read(file)).targets).toEqual({ data: Float64Array.of(1, -1), rows: 2, columns: 1 });
  });

  const good = '{"format": "kinkless-data/1", "inputs": [[1, 2], [3, 4]], "targets": [[1], [2]], "masks": [[[5, 6], [7, 8]]]}';

  test.each([
    ['data/1', 'model/1', 'format: expected one of "kinkless-data/1" but found "kinkless-model/1"'],
    ['"inputs"', '"input"', 'top level: expected only keys of format, inputs, targets, masks but found "input" (the nearest is "inputs")'],
    ['[[1, 2], [3, 4]]', '[]', 'inputs: expected a matrix (a list of rows, or { data, rows, columns }) but found an empty list'],
    ['[3, 4]', '[3]', 'inputs[1]: expected a list of 2 numbers but found a list of length 1'],
    ['[3, 4]', '3', 'inputs[1]: expected a row of numbers but found 3'],
    ['[3, 4]', '[3, "NaN"]', 'inputs[1][1]: expected a finite number but found "NaN"'],
    ['[3, 4]', '[3, -1e999]', 'inputs[1][1]: expected a finite number but found -Infinity'],
    ['[3, 4]', '[3, true]', 'inputs[1][1]: expected a finite number but found true'],
    ['[3, 4]', '[3, [4]]', 'inputs[1][1]: expected a finite number but found an array of length 1'],
    ['[[1], [2]]', '[[1]]', 'targets: expected a matrix with 2 rows (a list of rows, or { data, rows, columns }) but found 1 rows'],
    ['[[1], [2]]', '[1]', 'targets: expected a list of 2 numbers but found a list of length 1'],
    ['[[1], [2]]', '[1, [2]]', 'targets[1]: expected a finite number but found an array of length 1'],
    ['[[1], [2]]', '[[], []]', 'targets[0]: expected a row of at least one number but found an empty list'],
    [', "targets": [[1], [2]]', '', 'targets: expected a matrix with 2 rows'],
    ['[[5, 6], [7, 8]]', '[[5, 6]]', 'masks[0]: expected a matrix with 2 rows'],
    ['[[5, 6], [7, 8]]', '[[5, 6], [7, null]]', 'masks[0][1][1]: expected a finite number but found null'],
    ['[[[5, 6], [7, 8]]]', '7', 'masks: expected a list of matrices or { kind, … } but found 7'],
    [
      '[[[5, 6], [7, 8]]]',
      '{"kind": "dropout"}',
      'masks.kind: expected one of "none", "bernoulli", "gaussian", "uniform" but found "dropout"',
    ],
    [good, '[]', 'top level: expected an object but found an array of length 0'],
  ])('malformed %#: %s → %s', async (from, to, message) => {
    const file = path.join(folder, 'bad.json');
    writeFileSync(file, good.replace(from, to));
    await expect(Dataset.read(file)).rejects.toThrow(FileError);
    await expect(Dataset.read(file)).rejects.toThrow(`${file}: ${message}`);
  });

  test('cut short anywhere, it is refused', async () => {
    const file = path.join(folder, 'cut.json');
    for (let length = 0; length < good.length; length++) {
      writeFileSync(file, good.slice(0, length));
      await expect(Dataset.read(file)).rejects.toThrow(/cut\.json: line 1, column \d+: expected/);
    }
  });

  test.each(['txt', 'safetensors', 'csv.gz'])('.%s is not read', async (ending) => {
    await expect(Dataset.read(`data.${ending}`)).rejects.toThrow(
      `data.${ending}: name: expected a file that ends in .json, .csv, .npy, .npz but found .${ending.split('.').at(-1)!}`,
    );
  });
});
