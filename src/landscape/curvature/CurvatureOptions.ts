import type { CurvatureMatrix } from './CurvatureMatrix.js';

export interface CurvatureOptions {
  /** Which matrix; the Hessian if left out. */
  readonly matrix?: CurvatureMatrix | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how many products with the matrix are done, or for a density, how many probes. */
  readonly onProgress?: ((done: number) => void) | undefined;
}
