import { allocate, integer, refuseArgument, seed as parseSeed } from '../../arguments.js';
import type { Dataset } from '../../data/Dataset.js';
import { loadAddon } from '../../native/loadAddon.js';
import { runJob } from '../../native/runJob.js';
import { seedWords } from '../../native/seedWords.js';
import type { Network } from '../../network/Network.js';
import type { CurvatureOptions } from '../curvature/CurvatureOptions.js';
import { parseCurvatureOptions } from '../curvature/parseCurvatureOptions.js';
import { requireFinite } from '../curvature/requireFinite.js';
import { requireMemory } from '../curvature/requireMemory.js';

export interface DensityOptions extends CurvatureOptions {
  /** Random vectors, 16 if left out: the weights' statistical error falls with the root of their number. */
  readonly probes?: number | undefined;
  /** Points of each quadrature, 64 if left out: the resolution. */
  readonly steps?: number | undefined;
  readonly seed?: number | undefined;
}

/** Point masses that stand for all eigenvalues: `Σ weights f(values)` estimates the mean of f over the eigenvalues. */
export interface SpectralDensity {
  /** Ascending. */
  readonly values: Float64Array;
  /** The share of the eigenvalues that each stands for, in 0 … 1; their sum is 1. */
  readonly weights: Float64Array;
  /** How many eigenvalues there are: P, or NC for the tangent kernel. */
  readonly size: number;
  readonly probes: number;
  readonly steps: number;
}

const DEFAULT_PROBES = 16;
const DEFAULT_STEPS = 64;
const MOST_PROBES = 1e6;
const MOST_STEPS = 4096;

/**
 * The distribution of all eigenvalues of a curvature matrix by stochastic Lanczos quadrature (Ubaru, Chen, Saad 2017), without forming it, in
 * `probes · steps` products. The same seed gives the same numbers.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws {KinklessError} ERR_MEMORY, with the number of bytes, when the basis does not fit this machine
 * @throws {OverflowError} when numbers do not fit float64
 * @throws `options.signal.reason` when aborted
 */
export async function spectralDensity(network: Network, data: Dataset, options: DensityOptions = {}): Promise<SpectralDensity> {
  const { problem, kind, size, given, job } = parseCurvatureOptions(network, data, options, ['probes', 'steps', 'seed']);
  const probes = integer('options.probes', given.probes ?? DEFAULT_PROBES, { min: 1, max: MOST_PROBES });
  const steps = Math.min(size, integer('options.steps', given.steps ?? DEFAULT_STEPS, { min: 1, max: MOST_STEPS }));
  const seed = parseSeed('options.seed', given.seed ?? 0);
  requireMemory(`A basis of ${String(steps)} vectors`, steps * size * Float64Array.BYTES_PER_ELEMENT, 'the option steps makes it smaller');
  const out = allocate('options.probes', 1 + 2 * probes * steps, refuseArgument);
  const choice = Float64Array.of(probes, steps, ...seedWords(seed));
  await runJob((control, done) => loadAddon().addon.spectralDensity(problem, kind, choice, control, out, done), job);
  requireFinite('an eigenvalue', out);
  const count = out[0]!;
  return Object.freeze({ values: out.slice(1, 1 + count), weights: out.slice(1 + count, 1 + 2 * count), size, probes, steps });
}
