import type { Matrix } from '../../src/Matrix.js';

/** A matrix as a list of rows. */
export function rows({ data, rows: count, columns }: Matrix): number[][] {
  return Array.from({ length: count }, (_, i) => Array.from(data.subarray(i * columns, (i + 1) * columns)));
}
