import { integer, seed as parseSeed } from '../../arguments.js';
import type { Dataset } from '../../data/Dataset.js';
import { loadAddon } from '../../native/loadAddon.js';
import { runJob } from '../../native/runJob.js';
import { seedWords } from '../../native/seedWords.js';
import type { Network } from '../../network/Network.js';
import type { CurvatureOptions } from '../curvature/CurvatureOptions.js';
import { parseCurvatureOptions } from '../curvature/parseCurvatureOptions.js';
import { requireFinite } from '../curvature/requireFinite.js';
import { requireMemory } from '../curvature/requireMemory.js';

export interface TraceOptions extends CurvatureOptions {
  /** Products with the matrix, 96 if left out, 6 at least; with as many as it has rows the trace is exact. */
  readonly products?: number | undefined;
  readonly seed?: number | undefined;
}

export interface TraceEstimate {
  /** The sum of all eigenvalues, estimated. */
  readonly trace: number;
  /** Of `trace`; 0 where it is exact to rounding. */
  readonly standardError: number;
  readonly products: number;
}

const DEFAULT_PRODUCTS = 96;
const FEWEST_PRODUCTS = 6;
const MOST_PRODUCTS = 1e6;

/**
 * The trace of a curvature matrix by Hutch++ (Meyer, Musco, Musco, Woodruff 2021), without forming it: exact in the space that a sketch of the
 * matrix spans, and estimated by random signs outside. The same seed gives the same numbers.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws {KinklessError} ERR_MEMORY, with the number of bytes, when the sketch does not fit this machine
 * @throws {OverflowError} when numbers do not fit float64
 * @throws `options.signal.reason` when aborted
 */
export async function estimateTrace(network: Network, data: Dataset, options: TraceOptions = {}): Promise<TraceEstimate> {
  const { problem, kind, size, given, job } = parseCurvatureOptions(network, data, options, ['products', 'seed']);
  const products = integer('options.products', given.products ?? DEFAULT_PRODUCTS, { min: FEWEST_PRODUCTS, max: MOST_PRODUCTS });
  const seed = parseSeed('options.seed', given.seed ?? 0);
  const sketch = products >= size ? 0 : Math.floor(products / 3);
  requireMemory(`A sketch of ${String(sketch)} vectors`, sketch * size * Float64Array.BYTES_PER_ELEMENT, 'fewer products need less');
  const out = new Float64Array(3);
  const choice = Float64Array.of(products, ...seedWords(seed));
  await runJob((control, done) => loadAddon().addon.estimateTrace(problem, kind, choice, control, out, done), job);
  requireFinite('the trace', out);
  const [trace = 0, standardError = 0, made = 0] = out;
  return Object.freeze({ trace, standardError, products: made });
}
