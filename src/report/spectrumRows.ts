import type { Eigenvalue } from '../landscape/spectrum/extremeEigenvalues.js';
import type { MatrixSpectrum, SpectrumReport } from '../landscape/spectrum/SpectrumReport.js';
import { formatNumber as number } from './formatNumber.js';

/** The rows of a report that are about spectra computed without forming the matrices. */
export function spectrumRows({ hessian, tangentKernel }: SpectrumReport): string[][] {
  return [...rowsOf('spectrum H', hessian), ...rowsOf('spectrum Γ', tangentKernel)];
}

function rowsOf(name: string, { size, largest, smallest, trace }: MatrixSpectrum): string[][] {
  return [
    [name, `largest ${list(largest)}`, `smallest ${list(smallest)}`],
    [
      '',
      `trace ${number(trace.trace)}`,
      `standard error ${number(trace.standardError)}; mean of ${String(size)} eigenvalues ${number(trace.trace / size)}`,
    ],
  ];
}

/** An eigenvalue that has not converged carries the residual by which it may be off. */
function list(eigenvalues: readonly Eigenvalue[]): string {
  return eigenvalues
    .map(({ value, residual, converged }) => (converged ? number(value) : `${number(value)} ± ${number(residual)}`))
    .join(', ');
}
