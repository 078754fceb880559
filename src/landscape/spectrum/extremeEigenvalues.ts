import { boolean, finite, integer, seed as parseSeed } from '../../arguments.js';
import type { Dataset } from '../../data/Dataset.js';
import type { Matrix } from '../../Matrix.js';
import { loadAddon } from '../../native/loadAddon.js';
import { runJob } from '../../native/runJob.js';
import { seedWords } from '../../native/seedWords.js';
import type { Network } from '../../network/Network.js';
import type { CurvatureOptions } from '../curvature/CurvatureOptions.js';
import { parseCurvatureOptions } from '../curvature/parseCurvatureOptions.js';
import { requireFinite } from '../curvature/requireFinite.js';
import { requireMemory } from '../curvature/requireMemory.js';

export interface ExtremeOptions extends CurvatureOptions {
  /** How many of the largest eigenvalues, 1 if left out. */
  readonly largest?: number | undefined;
  /** How many of the smallest, 1 if left out. */
  readonly smallest?: number | undefined;
  /** The most vectors of the Krylov basis, each of P (NC) numbers: 256, or as many as the matrix has rows, if left out. */
  readonly steps?: number | undefined;
  /** A residual at most this share of the largest magnitude of an eigenvalue counts as converged; 1e-8 if left out. */
  readonly tolerance?: number | undefined;
  /** Eigenvectors too; false if left out. */
  readonly vectors?: boolean | undefined;
  readonly seed?: number | undefined;
}

/** An eigenvalue of the matrix lies within `residual` of `value`: ‖M x − value x‖ of a unit vector x, as computed. */
export interface Eigenvalue {
  readonly value: number;
  readonly residual: number;
  readonly converged: boolean;
}

export interface ExtremeEigenvalues {
  /** From the largest down. */
  readonly largest: readonly Eigenvalue[];
  /** From the smallest up. */
  readonly smallest: readonly Eigenvalue[];
  /** Unit eigenvectors, one a row: those of `largest`, then those of `smallest`; absent unless asked for. */
  readonly vectors?: Matrix;
  /** Products of the matrix that the basis took. */
  readonly steps: number;
}

const KEYS = ['largest', 'smallest', 'steps', 'tolerance', 'vectors', 'seed'] as const;
const DEFAULT_STEPS = 256;
const DEFAULT_TOLERANCE = 1e-8;
/** The projected problem, dense, then takes seconds. */
const MOST_STEPS = 4096;

/**
 * The largest and smallest eigenvalues of a curvature matrix by Lanczos's process with full reorthogonalisation, without forming it. The basis
 * grows until all of them have converged, or to `steps` vectors. Of a multiple eigenvalue one copy is found, more only when the whole space has
 * been searched. The same seed gives the same numbers.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws {KinklessError} ERR_MEMORY, with the number of bytes, when the basis does not fit this machine
 * @throws {OverflowError} when numbers do not fit float64
 * @throws `options.signal.reason` when aborted
 */
export async function extremeEigenvalues(network: Network, data: Dataset, options: ExtremeOptions = {}): Promise<ExtremeEigenvalues> {
  const { problem, kind, size, given, job } = parseCurvatureOptions(network, data, options, KEYS);
  const largest = integer('options.largest', given.largest ?? 1, { min: 0, max: Math.min(size, MOST_STEPS) });
  const smallest = integer('options.smallest', given.smallest ?? 1, { min: 0, max: Math.min(size, MOST_STEPS) });
  const fewest = Math.max(1, largest, smallest);
  const asked = integer('options.steps', given.steps ?? Math.max(DEFAULT_STEPS, fewest), { min: fewest, max: MOST_STEPS });
  const steps = Math.min(asked, size);
  const tolerance = finite('options.tolerance', given.tolerance ?? DEFAULT_TOLERANCE, { min: 0 });
  const withVectors = boolean('options.vectors', given.vectors ?? false);
  const seed = parseSeed('options.seed', given.seed ?? 0);
  const wanted = largest + smallest;
  requireMemory(
    `A basis of ${String(steps)} vectors`,
    (steps + (withVectors ? 2 * wanted : 0)) * size * Float64Array.BYTES_PER_ELEMENT,
    'the option steps makes it smaller',
  );
  const numbers = new Float64Array(2 + 2 * wanted);
  const vectors = new Float64Array(withVectors ? wanted * size : 0);
  const choice = Float64Array.of(largest, smallest, steps, Number(withVectors), ...seedWords(seed), tolerance);
  await runJob((control, done) => loadAddon().addon.extremeEigenvalues(problem, kind, choice, control, numbers, vectors, done), job);
  requireFinite('an eigenvalue', numbers);
  requireFinite('an eigenvector', vectors);
  const [made = 0, scale = 0] = numbers;
  const pairs = Array.from({ length: wanted }, (_, k): Eigenvalue => {
    const residual = numbers[3 + 2 * k]!;
    return Object.freeze({ value: numbers[2 + 2 * k]!, residual, converged: residual <= tolerance * scale });
  });
  return Object.freeze({
    largest: Object.freeze(pairs.slice(0, largest)),
    smallest: Object.freeze(pairs.slice(largest)),
    ...(withVectors && wanted > 0 && { vectors: Object.freeze({ data: vectors, rows: wanted, columns: size }) }),
    steps: made,
  });
}
