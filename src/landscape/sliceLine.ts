import type { Dataset } from '../data/Dataset.js';
import type { Network } from '../network/Network.js';
import { lineKinks, type LineKinks } from './lineKinks.js';
import { parseDirection } from './parseDirection.js';
import { parseSlice } from './parseSlice.js';
import { sliceLosses } from './sliceLosses.js';
import type { SliceOptions } from './SliceOptions.js';

/** The loss along the line θ + t · direction. */
export interface LineSlice {
  readonly direction: Float64Array;
  /** t, from −range to range. */
  readonly at: Float64Array;
  /** (1/2N) Σ e² at each t. */
  readonly loss: Float64Array;
  /**
   * Every t between −range and range at which a pre-activation that carries a kink changes its sign, to rounding. Between two of them the
   * loss is a polynomial in t of degree 2L.
   */
  readonly kinks: LineKinks;
}

const POINTS = 401;

/**
 * The loss along a line through a network's weights, and all kinks on it. `direction` has P numbers in the order of `network.parameters()`:
 * an eigenvector, say, or {@link randomDirection}.
 *
 * @throws {ArgumentError} naming the argument that does not fit: a network needs one hidden layer at least
 * @throws {OverflowError} when a loss does not fit float64
 * @throws {KinklessError} ERR_MEMORY when there is too little memory
 * @throws `options.signal.reason` when aborted
 */
export async function sliceLine(
  network: Network,
  data: Dataset,
  direction: Float64Array | readonly number[],
  options: SliceOptions = {},
): Promise<LineSlice> {
  const { problem, range, grid, signal, onProgress } = parseSlice(network, data, options, POINTS);
  const along = parseDirection('direction', direction, network);
  const loss = await sliceLosses(problem, [along], grid, { signal, onProgress });
  return Object.freeze({ direction: along, at: grid, loss, kinks: await lineKinks(problem, along, -range, range, { signal }) });
}
