import type { Matrix } from '../Matrix.js';
import type { MaskSpecification } from './MaskSpecification.js';

/** What makes a data set. */
export interface DatasetParts {
  /** X, N × d_0, one row per sample. */
  readonly inputs: Matrix;
  /** Y, N × C, one row per sample. */
  readonly targets: Matrix;
  /** E_l, N × d_l for every hidden layer, or how they are drawn; undefined: no masks. */
  readonly masks: MaskSpecification | readonly Matrix[] | undefined;
}
