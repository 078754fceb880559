import type { Matrix } from '../Matrix.js';

/** One layer's parameters: W_l, d_l × d_{l−1}, and b_l, d_l numbers, if it has a bias. */
export interface Layer {
  readonly weights: Matrix;
  readonly bias?: Float64Array | undefined;
}
