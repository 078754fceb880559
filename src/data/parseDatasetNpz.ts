import { describe, nearest, type Refuse } from '../arguments.js';
import type { FileArray } from '../files/FileArray.js';
import { fileMatrix } from '../files/fileMatrix.js';
import { parseNpz } from '../files/parseNpz.js';
import type { DatasetParts } from './DatasetParts.js';

/** The data set of an npz file: `X`, N × d_0; `y`, N × C or a list of N; and `mask_1` … `mask_{L−1}`, N × d_l, or none of them. */
export function parseDatasetNpz(bytes: Uint8Array, refuse: Refuse): DatasetParts {
  const arrays = parseNpz(bytes, refuse);
  const masks = Array.from(arrays.keys()).filter((name) => /^mask_[1-9]\d*$/.test(name)).length;
  const names = ['X', 'y', ...Array.from({ length: masks }, (_, l) => `mask_${String(l + 1)}`)];
  for (const name of arrays.keys()) {
    if (!names.includes(name)) {
      refuse('the arrays', `only X, y and mask_1, mask_2 and so on without a gap`, `${describe(name)}${nearest(name, names)}`);
    }
  }
  const inputs = fileMatrix('X', arrays.get('X'), {}, refuse);
  const [, , ...factors] = names;
  return {
    inputs,
    targets: fileMatrix('y', asColumn(arrays.get('y')), { rows: inputs.rows }, refuse),
    masks:
      masks === 0 ? undefined : Object.freeze(factors.map((name) => fileMatrix(name, arrays.get(name), { rows: inputs.rows }, refuse))),
  };
}

function asColumn(array: FileArray | undefined): FileArray | undefined {
  return array?.shape.length === 1 ? { shape: [array.data.length, 1], data: array.data } : array;
}
