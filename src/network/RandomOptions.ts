/** Options of {@link Network.random}. */
export interface RandomOptions {
  /** d_0. */
  readonly inputs: number;
  /** d_1 … d_{L−1}; an empty list gives a linear model. */
  readonly hidden: readonly number[];
  /** d_L; default 1. */
  readonly outputs?: number;
  /** Negative slope of all hidden layers, or one for each: 0 (default) is ReLU, 1 linear, −1 the absolute value. */
  readonly slope?: number | readonly number[];
  /** Whether all layers have a bias, or which of the L; default false. */
  readonly bias?: boolean | readonly boolean[];
  /** 0 … 2^53 − 1; default 0. */
  readonly seed?: number;
}
