import { describe, integer, list, oneOf } from '../../arguments.js';
import type { Dataset } from '../../data/Dataset.js';
import { ArgumentError } from '../../errors.js';
import type { Matrix } from '../../Matrix.js';
import { loadAddon } from '../../native/loadAddon.js';
import { runJob } from '../../native/runJob.js';
import type { Network } from '../../network/Network.js';
import { parseCurvatureOptions } from './parseCurvatureOptions.js';
import { requireFinite } from './requireFinite.js';
import { requireMemory } from './requireMemory.js';

export interface HessianOptions {
  /** The whole Hessian, or its Gauss–Newton part `J Jᵀ / N`; `hessian` if left out. */
  readonly matrix?: 'hessian' | 'gauss-newton' | undefined;
  /** `[l, k]`: only the block of layer l's parameters (rows) against those of layer k (columns), counted from 1. */
  readonly layers?: readonly [number, number] | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The copies of the result that are held at one time: the core's and the caller's. */
const COPIES = 2;

/**
 * The exact Hessian of `loss = (1/2N) Σ e²` inside the region of the point, dense and symmetric, P × P in the order of `Network.parameters()`:
 * `H = (J Jᵀ + Σ e ∇²v) / N`, assembled from blocks by matrix products. On a kink it is that of the region in which u = 0 is active.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws {KinklessError} ERR_MEMORY, with the number of bytes, when the matrix does not fit this machine
 * @throws {OverflowError} when numbers do not fit float64
 * @throws `options.signal.reason` when aborted
 */
export async function hessian(network: Network, data: Dataset, options: HessianOptions = {}): Promise<Matrix> {
  const { problem, matrix, given, job } = parseCurvatureOptions(network, data, options, ['layers']);
  oneOf('options.matrix', matrix, ['hessian', 'gauss-newton']);
  const layers = given.layers === undefined ? undefined : parseLayers(given.layers, network);
  const size = (layer: number): number => network.widths[layer]! * (network.widths[layer - 1]! + Number(network.biases[layer - 1]));
  const rows = layers === undefined ? network.parameterCount : size(layers[0]);
  const columns = layers === undefined ? network.parameterCount : size(layers[1]);
  requireMemory(
    `The dense ${String(rows)} × ${String(columns)} Hessian`,
    COPIES * rows * columns * Float64Array.BYTES_PER_ELEMENT,
    'multiplyCurvature and extremeEigenvalues do without it, and the option layers gives parts of it',
  );
  const result = new Float64Array(rows * columns);
  const choice = Float64Array.of(...(layers ?? [0, 0]), Number(matrix === 'gauss-newton'));
  await runJob((control, done) => loadAddon().addon.denseHessian(problem, choice, control, result, done), job);
  requireFinite('the Hessian', result);
  return Object.freeze({ data: result, rows, columns });
}

function parseLayers(value: unknown, { biases }: Network): readonly [number, number] {
  const layers = list('options.layers', value, 'a pair of layers', (layer, k) =>
    integer(`options.layers[${String(k)}]`, layer, { min: 1, max: biases.length }),
  );
  const [row, column] = layers;
  if (layers.length !== 2 || row === undefined || column === undefined)
    throw new ArgumentError('options.layers', 'a pair of layers', describe(value));
  return [row, column];
}
