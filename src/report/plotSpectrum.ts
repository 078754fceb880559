import type { Dataset } from '../data/Dataset.js';
import { check } from '../landscape/check.js';
import { extremeEigenvalues } from '../landscape/spectrum/extremeEigenvalues.js';
import { spectralDensity } from '../landscape/spectrum/spectralDensity.js';
import type { Network } from '../network/Network.js';
import { csv } from './csv.js';
import { formatNumber } from './formatNumber.js';
import { makeFolder } from '../files/makeFolder.js';
import { spectrumChart, type Spectrum } from './spectrumChart.js';
import { writePlot } from './writePlot.js';

export interface SpectrumSummary {
  readonly format: 'kinkless-plot/1';
  readonly plot: 'spectrum';
  readonly samples: number;
  readonly widths: readonly number[];
  /** All eigenvalues of the Hessian, or an estimate of their distribution by stochastic Lanczos quadrature. */
  readonly method: 'all' | 'density';
  readonly eigenvalues: number;
  readonly min: number;
  readonly max: number;
  /** What is not larger in magnitude is drawn as zero. */
  readonly tolerance: number;
  /** How many, for a density an estimate. */
  readonly negative: number;
  readonly zero: number;
  readonly positive: number;
}

/** Up to here all eigenvalues are computed: seconds. */
const MOST_PARAMETERS = 1000;
const UNIT_ROUNDOFF = 2 ** -53;

/**
 * Draws the spectrum of the Hessian: `spectrum.svg`, `.png`, `.csv` (eigenvalues, and how many each stands for) and `.json`. All eigenvalues for
 * up to 1000 parameters, an estimate of their distribution beyond.
 *
 * @throws {FileError} if a file cannot be written
 * @throws `signal.reason` when aborted
 */
export async function plotSpectrum(
  network: Network,
  data: Dataset,
  folder: string,
  { seed = 0, signal }: { readonly seed?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<{ readonly summary: SpectrumSummary; readonly files: readonly string[] }> {
  await makeFolder(folder);
  const all = network.parameterCount <= MOST_PARAMETERS;
  const spectrum = all ? await everyEigenvalue(network, data, signal) : await estimated(network, data, seed, signal);
  const { values, weights, tolerance } = spectrum;
  const count = (is: (value: number) => boolean) => values.reduce((sum, value, k) => sum + (is(value) ? weights[k]! : 0), 0);
  const summary: SpectrumSummary = {
    format: 'kinkless-plot/1',
    plot: 'spectrum',
    samples: data.samples,
    widths: network.widths,
    method: all ? 'all' : 'density',
    eigenvalues: network.parameterCount,
    min: values[0]!,
    max: values.at(-1)!,
    tolerance,
    negative: count((value) => value < -tolerance),
    zero: count((value) => Math.abs(value) <= tolerance),
    positive: count((value) => value > tolerance),
  };
  const title = `Spectrum of the Hessian of a ${network.widths.join('-')} network, ${String(data.samples)} samples`;
  const { negative, zero, positive } = summary;
  const shares = [`${formatNumber(negative)} negative, ${formatNumber(zero)} zero to rounding, ${formatNumber(positive)} positive`];
  const method = all
    ? `all ${String(network.parameterCount)} eigenvalues`
    : `${String(network.parameterCount)} eigenvalues, estimated by stochastic Lanczos quadrature`;
  const chart = spectrumChart(spectrum, title, [method, ...shares]);
  const tables = { '': csv({ eigenvalue: values, count: weights }, values.length) };
  return { summary, files: await writePlot(folder, { name: 'spectrum', chart, tables, summary }) };
}

async function everyEigenvalue(network: Network, data: Dataset, signal: AbortSignal | undefined): Promise<Spectrum> {
  const size = network.parameterCount;
  // The basis spans the whole space then, and each copy of a multiple eigenvalue is found.
  const { largest } = await extremeEigenvalues(network, data, { largest: size, smallest: 0, steps: size, signal });
  const { hessian } = await check(network, data, { signal });
  const values = Float64Array.from(largest, ({ value }) => value).sort();
  return { values, weights: new Float64Array(size).fill(1), tolerance: Math.max(hessian?.tolerance ?? 0, rounding(values)) };
}

async function estimated(network: Network, data: Dataset, seed: number, signal: AbortSignal | undefined): Promise<Spectrum> {
  const { values, weights, size } = await spectralDensity(network, data, { seed, signal });
  return { values, weights: weights.map((share) => share * size), tolerance: size * rounding(values) };
}

/** One rounding of the largest eigenvalue: no eigenvalue is known better. */
function rounding(values: Float64Array): number {
  const largest = Math.max(Math.abs(values[0]!), Math.abs(values.at(-1)!));
  return largest > 0 ? UNIT_ROUNDOFF * largest : Number.MIN_VALUE;
}
