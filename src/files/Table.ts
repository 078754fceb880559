import type { Matrix } from '../Matrix.js';

/** Rows of numbers, and what their columns are called, if anything. */
export interface Table {
  readonly names: readonly string[] | undefined;
  readonly rows: Matrix;
}
