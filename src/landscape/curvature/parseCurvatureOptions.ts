import { abortSignal, callback, oneOf, options as parseOptions } from '../../arguments.js';
import type { Dataset } from '../../data/Dataset.js';
import type { RawProblem } from '../../native/addon.js';
import type { JobOptions } from '../../native/runJob.js';
import type { Network } from '../../network/Network.js';
import { packProblem } from '../../train/packProblem.js';
import { requireProblem } from '../../train/requireProblem.js';
import type { CurvatureMatrix } from './CurvatureMatrix.js';

/** In the order of the core's kinds. */
const MATRICES: readonly CurvatureMatrix[] = ['hessian', 'gauss-newton', 'tangent-kernel'];

interface Parsed<Key extends string> {
  readonly problem: RawProblem;
  /** The core's number of the matrix. */
  readonly kind: number;
  readonly matrix: CurvatureMatrix;
  /** P, or NC for the tangent kernel. */
  readonly size: number;
  readonly given: { readonly [K in Key]?: unknown };
  readonly job: JobOptions;
}

/**
 * What every function of a curvature matrix takes; `keys` are the options of its own.
 *
 * @throws {ArgumentError} naming what does not fit
 */
export function parseCurvatureOptions<Key extends string>(
  network: Network,
  data: Dataset,
  options: unknown,
  keys: readonly Key[],
): Parsed<Key> {
  requireProblem(network, data);
  const given = parseOptions<Key | 'matrix' | 'signal' | 'onProgress'>('options', options, [...keys, 'matrix', 'signal', 'onProgress']);
  const matrix = oneOf('options.matrix', given.matrix ?? 'hessian', MATRICES);
  return {
    problem: packProblem(network, data),
    kind: MATRICES.indexOf(matrix),
    matrix,
    size: matrix === 'tangent-kernel' ? data.samples * network.outputs : network.parameterCount,
    given,
    job: {
      signal: abortSignal('options.signal', given.signal),
      onProgress: callback<(done: number) => void>('options.onProgress', given.onProgress),
    },
  };
}
