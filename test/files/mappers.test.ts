import { expect, test } from '@jest/globals';
import { parseDatasetFile } from '../../src/data/parseDatasetFile.js';
import { parseModelFile } from '../../src/network/parseModelFile.js';
import { npy } from '../support/npy.js';
import { safetensors, type Tensor } from '../support/safetensors.js';
import { zip } from '../support/zip.js';

const npz = (shapes: Readonly<Record<string, readonly number[]>>, value = 1) =>
  zip(
    Object.entries(shapes).map(([name, shape]) => {
      const data = new Array<number>(shape.reduce((a, b) => a * b, 1)).fill(value);
      return { name: `${name}.npy`, content: npy(shape, data) };
    }),
  );

test.each<[Readonly<Record<string, readonly number[]>>, string]>([
  [{}, 'X: expected an array but found none'],
  [{ X: [2, 3] }, 'y: expected an array but found none'],
  [{ X: [6], y: [6] }, 'X: expected a matrix but found a list of 6'],
  [{ X: [], y: [1] }, 'X: expected a matrix but found a single number'],
  [{ X: [2, 3], y: [3] }, 'y: expected a 2 × 1 matrix but found a 3 × 1 matrix'],
  [{ X: [2, 3], y: [2], mask_1: [3, 2] }, 'mask_1: expected a 2 × 2 matrix but found a 3 × 2 matrix'],
  [{ X: [2, 3], y: [2], mask_2: [2, 2] }, 'the arrays: expected only X, y and mask_1, mask_2 and so on without a gap but found "mask_2"'],
  [{ x: [2, 3], y: [2] }, 'but found "x" (the nearest is "X")'],
])('data %j is refused', (shapes, message) => {
  expect(() => parseDatasetFile('f.npz', npz(shapes), undefined)).toThrow(message);
});

test('what is not finite is refused with its place', () => {
  expect(() => parseDatasetFile('f.npz', npz({ X: [2, 3], y: [2] }, NaN), undefined)).toThrow(
    'f.npz: X[0][0]: expected a finite number but found NaN',
  );
});

test.each<[Readonly<Record<string, readonly number[]>>, string]>([
  [{}, 'W_1: expected an array but found none'],
  [{ W_1: [2] }, 'W_1: expected a matrix but found a list of 2'],
  [{ W_1: [2, 3], W_2: [1, 3] }, 'W_2: expected a 1 × 2 matrix but found a 1 × 3 matrix'],
  [{ W_1: [2, 3], W_3: [1, 2] }, 'the arrays: expected only W_1, b_1, W_2 and so on without a gap, and slopes but found "W_3"'],
  [{ W_1: [2, 3], b_2: [1] }, 'but found "b_2"'],
  [{ W_1: [2, 3], b_1: [3] }, 'b_1: expected a list of 2 numbers but found a list of 3'],
  [{ W_1: [2, 3], b_1: [2, 1] }, 'b_1: expected a list of 2 numbers but found a 2 × 1 matrix'],
  [{ W_1: [2, 3], slopes: [1] }, 'slopes: expected a list of 0 numbers but found a list of length 1'],
])('model %j is refused', (shapes, message) => {
  expect(() => parseModelFile('f.npz', npz(shapes), undefined)).toThrow(`f.npz: ${message.startsWith('but') ? 'the arrays' : message}`);
  expect(() => parseModelFile('f.npz', npz(shapes), undefined)).toThrow(message);
});

const tensor = (...shape: number[]): Tensor => ({ shape, values: new Array<number>(shape.reduce((a, b) => a * b, 1)).fill(1) });

test('tensors are taken in the order of their numbers, not of the file', () => {
  const { layers } = parseModelFile(
    'f.safetensors',
    safetensors({ '10.weight': tensor(1, 4), '2.weight': tensor(4, 3), '2.bias': tensor(4) }),
    0.5,
  );
  expect(layers.map(({ weights, bias }) => [weights.rows, weights.columns, bias?.length])).toEqual([
    [4, 3, 4],
    [1, 4, undefined],
  ]);
});

test.each<[Readonly<Record<string, Tensor>>, string | undefined, string]>([
  [{}, undefined, 'the tensors: expected at least 0.weight but found none'],
  [{ '0.bias': tensor(2) }, undefined, '0.weight: expected an array but found none'],
  [{ '0.weight': tensor(2) }, undefined, '0.weight: expected a matrix but found a list of 2'],
  [{ '0.weight': tensor(2, 3), '1.running_mean': tensor(2) }, undefined, 'the tensors: expected only 0.weight, 0.bias, 2.weight and so on'],
  [{ 'a.0.weight': tensor(2, 3), 'b.1.weight': tensor(2, 2) }, undefined, 'but found "b.1.weight"'],
  [{ '0.weight': tensor(2, 3), '00.weight': tensor(2, 2) }, undefined, 'but found "00.weight"'],
  [{ '0.weight': tensor(2, 3), '2.weight': tensor(2, 3) }, undefined, '2.weight: expected a 2 × 2 matrix but found a 2 × 3 matrix'],
  [{ '0.weight': tensor(2, 3) }, '[0.1]', '__metadata__.slopes: expected a list of 0 numbers but found a list of length 1'],
  [{ '0.weight': tensor(2, 3) }, '[nan]', '__metadata__.slopes: expected a JSON list of numbers but found "[nan]"'],
])('tensors %#: refused', (tensors, slopes, message) => {
  const bytes = safetensors(tensors, slopes === undefined ? undefined : { slopes });
  expect(() => parseModelFile('f.safetensors', bytes, undefined)).toThrow(message);
});
