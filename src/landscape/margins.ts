import { abortSignal, options as parseOptions } from '../arguments.js';
import type { Dataset } from '../data/Dataset.js';
import { OverflowError } from '../errors.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob } from '../native/runJob.js';
import type { Network } from '../network/Network.js';
import { packProblem } from '../train/packProblem.js';
import { requireProblem } from '../train/requireProblem.js';
import { requireHidden } from './requireHidden.js';

/** The pre-activations of one hidden layer that carry a kink, those nearest to zero first. Entry k of each array belongs together. */
export interface LayerMargins {
  /** From 1. */
  readonly layer: number;
  /** From 0. */
  readonly unit: Int32Array;
  readonly sample: Int32Array;
  /** u, increasing in magnitude. */
  readonly preActivation: Float64Array;
  /** A bound on the rounding error of u: where |u| is not above it, u cannot be told from zero. */
  readonly tolerance: Float64Array;
  /** How many are within their tolerance. */
  readonly onKink: number;
  /** How many of the layer's N · d_l pre-activations carry no kink: their inputs are all zero or off, or nothing of theirs reaches the output. */
  readonly withoutKink: number;
}

/**
 * How far all pre-activations are from their kinks: one entry for each hidden layer.
 *
 * @throws {ArgumentError} naming the argument that does not fit: a network needs one hidden layer at least
 * @throws {OverflowError} when a pre-activation does not fit float64
 * @throws {KinklessError} ERR_MEMORY when there is too little memory
 * @throws `options.signal.reason` when aborted
 */
export async function margins(
  network: Network,
  data: Dataset,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<readonly LayerMargins[]> {
  requireProblem(network, data);
  const given = parseOptions('options', options, ['signal']);
  const signal = abortSignal('options.signal', given.signal);
  requireHidden(network);
  const problem = packProblem(network, data);
  const size = data.samples * network.hidden.reduce((sum, width) => sum + width, 0);
  const values = new Float64Array(size);
  const bounds = new Float64Array(size);
  const carries = new Float64Array(size);
  const { addon } = loadAddon();
  await runJob((control, done) => addon.preActivations(problem, control, values, bounds, carries, done), { signal });
  let offset = 0;
  return Object.freeze(
    network.hidden.map((width, l) => {
      const part = [offset, (offset += data.samples * width)] as const;
      return layerMargins(l + 1, width, values.subarray(...part), bounds.subarray(...part), carries.subarray(...part));
    }),
  );
}

function layerMargins(layer: number, width: number, u: Float64Array, bounds: Float64Array, carries: Float64Array): LayerMargins {
  const order = Uint32Array.from(u.keys())
    .filter((k) => carries[k] === 1)
    .sort((a, b) => Math.abs(u[a]!) - Math.abs(u[b]!) || a - b);
  const preActivation = Float64Array.from(order, (k) => u[k]!);
  const tolerance = Float64Array.from(order, (k) => bounds[k]!);
  if (!preActivation.every(Number.isFinite) || !tolerance.every(Number.isFinite)) throw new OverflowError('a pre-activation');
  return Object.freeze({
    layer,
    unit: Int32Array.from(order, (k) => k % width),
    sample: Int32Array.from(order, (k) => Math.floor(k / width)),
    preActivation,
    tolerance,
    onKink: preActivation.reduce((count, value, k) => count + (Math.abs(value) <= tolerance[k]! ? 1 : 0), 0),
    withoutKink: u.length - order.length,
  });
}
