// Oracle: NumPy. The files were written by test/fixtures/make.py, all of the same 3 × 4 table.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { parseNpy } from '../../src/files/parseNpy.js';
import { refuseFile } from '../../src/files/refuseFile.js';
import { Network } from '../../src/network/Network.js';

const file = (name: string) => path.join('test', 'fixtures', name);
const refuse = refuseFile('f.npy');
const table = Array.from({ length: 12 }, (_, i) => i - 5);

test.each([
  'little-f8',
  'big-f8',
  'little-f4',
  'big-f4',
  'little-f2',
  'i1',
  'little-i2',
  'big-i4',
  'little-i8',
  'column-major',
  'version-2',
  'version-3',
])('%s.npy holds the table', (name) => {
  const { shape, data } = parseNpy(readFileSync(file(`${name}.npy`)), refuse);
  expect([shape, Array.from(data)]).toEqual([[3, 4], table]);
});

test('unsigned integers and truth values', () => {
  expect(Array.from(parseNpy(readFileSync(file('unsigned.npy')), refuse).data)).toEqual(table.map((entry) => entry + 5));
  expect(Array.from(parseNpy(readFileSync(file('bool.npy')), refuse).data)).toEqual(table.map((entry) => Math.abs(entry % 2)));
});

test('records and Python objects are refused', () => {
  expect(() => parseNpy(readFileSync(file('record.npy')), refuse)).toThrow(
    "byte 10: expected a dictionary of 'descr' (one type, no record",
  );
  expect(() => parseNpy(readFileSync(file('objects.npy')), refuse)).toThrow('descr: expected real numbers: <f8, <f4');
});

test.each(['data', 'data-compressed', 'data-streamed'])('%s.npz holds X, y and masks', async (name) => {
  const { inputs, targets, masks } = await Dataset.read(file(`${name}.npz`));
  expect(Dataset.from({ inputs, targets, masks }).toJSON()).toEqual({
    format: 'kinkless-data/1',
    inputs: [
      [-5, -4, -3],
      [-1, 0, 1],
      [3, 4, 5],
    ],
    targets: [[-2], [2], [6]],
    masks: [
      [
        [0.5, 2],
        [0.5, 2],
        [0.5, 2],
      ],
      [[1], [1], [1]],
    ],
  });
});

test('a table as npy: the last columns are the targets', async () => {
  const one = await Dataset.read(file('little-f8.npy'));
  const three = await Dataset.read(file('little-f8.npy'), { targets: 3 });
  expect([one.inputs.columns, Array.from(one.targets.data)]).toEqual([3, [-2, 2, 6]]);
  expect([Array.from(three.inputs.data), three.targets.columns]).toEqual([[-5, -1, 3], 3]);
  await expect(Dataset.read(file('little-f8.npy'), { targets: 4 })).rejects.toThrow(
    'little-f8.npy: the columns: expected more than the 4 of the targets but found 4',
  );
});

test('W_1, b_1, … make a network; without slopes, the option says them', async () => {
  const network = await Network.read(file('model.npz'));
  expect([network.widths, network.slopes, network.biases]).toEqual([
    [3, 2, 2, 1],
    [0.25, 0],
    [true, true, false],
  ]);
  const other = await Network.read(file('model-without-slopes.npz'), { slopes: [0.25, 0] });
  expect(other.toJSON()).toEqual(network.toJSON());
  expect((await Network.read(file('model-without-slopes.npz'))).slopes).toEqual([0, 0]);
  expect((await Network.read(file('model-without-slopes.npz'), { slopes: 0.5 })).slopes).toEqual([0.5, 0.5]);
});
