import type { Dataset } from '../../data/Dataset.js';
import type { Network } from '../../network/Network.js';
import type { CurvatureMatrix } from '../curvature/CurvatureMatrix.js';
import { estimateTrace } from './estimateTrace.js';
import { extremeEigenvalues } from './extremeEigenvalues.js';
import { spectralDensity } from './spectralDensity.js';
import type { MatrixSpectrum, SpectrumReport } from './SpectrumReport.js';

/** Eigenvalues listed at each end. */
const LISTED = 3;

/** The spectra of a point's Hessian and tangent kernel, for a report; `onPart` is told when each is done. */
export async function reportSpectrum(
  network: Network,
  data: Dataset,
  signal: AbortSignal | undefined,
  onPart: (part: number) => void,
): Promise<SpectrumReport> {
  const spectrum = async (matrix: CurvatureMatrix): Promise<MatrixSpectrum> => {
    const size = matrix === 'tangent-kernel' ? data.samples * network.outputs : network.parameterCount;
    const listed = Math.min(LISTED, size);
    const { largest, smallest } = await extremeEigenvalues(network, data, { matrix, largest: listed, smallest: listed, signal });
    const trace = await estimateTrace(network, data, { matrix, signal });
    const { values, weights, probes, steps } = await spectralDensity(network, data, { matrix, signal });
    return { size, largest, smallest, trace, density: { values: Array.from(values), weights: Array.from(weights), probes, steps } };
  };
  const hessian = await spectrum('hessian');
  onPart(1);
  const tangentKernel = await spectrum('tangent-kernel');
  onPart(2);
  return { hessian, tangentKernel };
}
