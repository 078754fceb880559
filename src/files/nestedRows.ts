import type { Matrix } from '../Matrix.js';

/** A matrix as a list of rows. */
export function nestedRows({ data, rows, columns }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * columns, (i + 1) * columns)));
}
