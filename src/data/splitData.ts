import type { Matrix } from '../Matrix.js';
import { choose } from '../native/random.js';
import type { DatasetParts } from './DatasetParts.js';
import { isSpecification } from './isSpecification.js';
import { reserve } from '../native/reserve.js';

/** Substream of `order` for splits; epochs draw theirs from the epochs' numbers. */
const SPLIT = 2 ** 32 - 1;

/** Two parts of the samples: `count` drawn without replacement, and the others; both in the order of a random permutation. */
export function splitData(parts: DatasetParts, count: number, seed: number): readonly [DatasetParts, DatasetParts] {
  const samples = parts.inputs.rows;
  const order = choose(samples, samples, seed, 'order', SPLIT);
  return [rowsOf(parts, order.subarray(0, count)), rowsOf(parts, order.subarray(count))];
}

function rowsOf({ inputs, targets, masks }: DatasetParts, rows: Float64Array): DatasetParts {
  return {
    inputs: pick(inputs, rows),
    targets: pick(targets, rows),
    masks: masks === undefined || isSpecification(masks) ? masks : Object.freeze(masks.map((mask) => pick(mask, rows))),
  };
}

function pick({ data, columns }: Matrix, rows: Float64Array): Matrix {
  const picked = reserve(rows.length * columns);
  for (const [k, n] of rows.entries()) picked.set(data.subarray(n * columns, (n + 1) * columns), k * columns);
  return Object.freeze({ data: picked, rows: rows.length, columns });
}
