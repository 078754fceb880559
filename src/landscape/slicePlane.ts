import { list } from '../arguments.js';
import type { Dataset } from '../data/Dataset.js';
import type { RawProblem } from '../native/addon.js';
import type { Network } from '../network/Network.js';
import { KinkCurves, type KinkCurve } from './KinkCurves.js';
import { lineKinks } from './lineKinks.js';
import { parseDirection } from './parseDirection.js';
import { parseSlice, type ParsedSlice } from './parseSlice.js';
import { sliceLosses } from './sliceLosses.js';
import type { SliceOptions } from './SliceOptions.js';

/** The loss on the plane θ + s · directions[0] + t · directions[1]. */
export interface PlaneSlice {
  readonly directions: readonly [Float64Array, Float64Array];
  /** s and t alike, from −range to range: G numbers. */
  readonly at: Float64Array;
  /** (1/2N) Σ e², G × G: entry j · G + i belongs to s = at[i], t = at[j]. */
  readonly loss: Float64Array;
  /** The curves of this square on which a pre-activation that carries a kink is zero, those nearest to the network first. */
  readonly curves: readonly KinkCurve[];
  /** How many triples have such a curve that a line of the grid meets; `curves` holds at most the nearest 400 of them. */
  readonly kinks: number;
}

const POINTS = 61;
const MOST_CURVES = 400;

/** Of the work, what the losses are: a kink costs more than a loss, but is looked for on lines only. */
const LOSSES_SHARE = 0.7;

/**
 * The loss on a plane through a network's weights, and the kinks in it. The points at which a kink crosses the grid's lines are found to
 * rounding; between them its curve is drawn straight.
 *
 * @throws {ArgumentError} naming the argument that does not fit: a network needs one hidden layer at least
 * @throws {OverflowError} when a loss does not fit float64
 * @throws {KinklessError} ERR_MEMORY when there is too little memory
 * @throws `options.signal.reason` when aborted
 */
export async function slicePlane(
  network: Network,
  data: Dataset,
  directions: readonly [Float64Array | readonly number[], Float64Array | readonly number[]],
  options: SliceOptions = {},
): Promise<PlaneSlice> {
  const slice = parseSlice(network, data, options, POINTS);
  const [first, second] = list(
    'directions',
    directions,
    'a list of two directions',
    (entry, k) => parseDirection(`directions[${String(k)}]`, entry, network),
    { length: 2 },
  ) as [Float64Array, Float64Array];
  const { problem, grid, signal, onProgress } = slice;
  const points = new Float64Array(2 * grid.length ** 2);
  for (const [j, t] of grid.entries()) for (const [i, s] of grid.entries()) points.set([s, t], 2 * (j * grid.length + i));
  const loss = await sliceLosses(problem, [first, second], points, {
    signal,
    onProgress: onProgress && ((fraction) => onProgress(LOSSES_SHARE * fraction)),
  });
  const { curves, kinks } = await findCurves(slice, first, second);
  return Object.freeze({ directions: Object.freeze([first, second] as const), at: grid, loss, curves, kinks });
}

async function findCurves({ problem, range, grid, signal, onProgress }: ParsedSlice, first: Float64Array, second: Float64Array) {
  const curves = new KinkCurves(grid);
  for (const [k, fixed] of grid.entries()) {
    curves.addRow(k, await lineKinks(moved(problem, second, fixed), first, -range, range, { signal }));
    curves.addColumn(k, await lineKinks(moved(problem, first, fixed), second, -range, range, { signal }));
    onProgress?.(LOSSES_SHARE + ((1 - LOSSES_SHARE) * (k + 1)) / grid.length);
  }
  return { curves: curves.nearest(MOST_CURVES), kinks: curves.count };
}

/** The problem at other weights: θ + t · direction. */
function moved(problem: RawProblem, direction: Float64Array, t: number): RawProblem {
  return { ...problem, parameters: problem.parameters.map((weight, p) => weight + t * direction[p]!) };
}
