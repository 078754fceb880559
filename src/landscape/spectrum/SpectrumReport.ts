import type { Eigenvalue } from './extremeEigenvalues.js';
import type { TraceEstimate } from './estimateTrace.js';

/** The spectra of the Hessian of `loss` and of the tangent kernel Γ at a point, computed without forming either. Plain data. */
export interface SpectrumReport {
  readonly hessian: MatrixSpectrum;
  readonly tangentKernel: MatrixSpectrum;
}

export interface MatrixSpectrum {
  /** How many eigenvalues there are: P, or NC for the tangent kernel. */
  readonly size: number;
  /** From the largest down. */
  readonly largest: readonly Eigenvalue[];
  /** From the smallest up. */
  readonly smallest: readonly Eigenvalue[];
  readonly trace: TraceEstimate;
  /** Point masses that stand for all eigenvalues: values ascending, weights as shares of the eigenvalues, with sum 1. */
  readonly density: {
    readonly values: readonly number[];
    readonly weights: readonly number[];
    readonly probes: number;
    readonly steps: number;
  };
}
