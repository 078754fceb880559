import { abortSignal, boolean, callback, options as parseOptions } from '../arguments.js';
import type { Dataset } from '../data/Dataset.js';
import type { Network } from '../network/Network.js';
import { packProblem } from '../train/packProblem.js';
import { requireProblem } from '../train/requireProblem.js';
import type { CheckReport } from './CheckReport.js';
import { judge } from './judge.js';
import { reportOn } from './reportOn.js';
import { requireHidden } from './requireHidden.js';
import { reportSpectrum } from './spectrum/reportSpectrum.js';

export interface CheckOptions {
  /** Compute the dense Hessian, where there are at most 4096 parameters; true if left out. Its time grows with their cube: 0.3 s at 650. */
  readonly hessian?: boolean | undefined;
  /**
   * Add `spectrum` to the report: extreme eigenvalues, trace and density of the Hessian and of the tangent kernel, computed from some 1300
   * products with each, without forming them, for any number of parameters; false if left out.
   */
  readonly spectrum?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CheckProgress) => void) | undefined;
}

export interface CheckProgress {
  /** Parts done: gradient, kinks, ranks, Hessian; with the option `spectrum` two more, one for each matrix. */
  readonly part: number;
  readonly parts: number;
}

/** As in `native/core/landscape/judgement.h`. */
const PARTS = 4;
/** Two matrices. */
const SPECTRUM_PARTS = 2;

/**
 * Judges a point of the loss landscape: is it critical, differentiable, a minimum, global; how far is the nearest kink; is zero loss
 * guaranteed? Always in float64. Large singular value problems see an abort only at their end, though the call rejects at once.
 *
 * @throws {ArgumentError} naming the argument that does not fit: a network needs one hidden layer at least
 * @throws {OverflowError} when numbers do not fit float64
 * @throws {KinklessError} ERR_MEMORY when there is too little memory
 * @throws `options.signal.reason` when aborted
 */
export async function check(network: Network, data: Dataset, options: CheckOptions = {}): Promise<CheckReport> {
  requireProblem(network, data);
  const { hessian = true, spectrum = false, ...given } = parseOptions('options', options, ['hessian', 'spectrum', 'signal', 'onProgress']);
  const withHessian = boolean('options.hessian', hessian);
  const withSpectrum = boolean('options.spectrum', spectrum);
  const signal = abortSignal('options.signal', given.signal);
  const onProgress = callback<(progress: CheckProgress) => void>('options.onProgress', given.onProgress);
  requireHidden(network);
  const parts = PARTS + (withSpectrum ? SPECTRUM_PARTS : 0);
  const report =
    onProgress &&
    ((part: number): void => {
      onProgress({ part, parts });
    });
  const judgement = await judge(packProblem(network, data), { jacobian: true, hessian: withHessian }, { signal, onProgress: report });
  const spectra = withSpectrum ? await reportSpectrum(network, data, signal, (part) => report?.(PARTS + part)) : undefined;
  // The Jacobian's rank was asked for.
  return reportOn(network, data, judgement, withHessian, spectra) as CheckReport;
}
