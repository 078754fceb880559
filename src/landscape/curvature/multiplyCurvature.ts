import { allocate, matrix as parseMatrix, refuseArgument } from '../../arguments.js';
import type { Dataset } from '../../data/Dataset.js';
import type { Matrix } from '../../Matrix.js';
import { loadAddon } from '../../native/loadAddon.js';
import { runJob } from '../../native/runJob.js';
import type { Network } from '../../network/Network.js';
import type { CurvatureOptions } from './CurvatureOptions.js';
import { parseCurvatureOptions } from './parseCurvatureOptions.js';
import { requireFinite } from './requireFinite.js';

/**
 * Products of a curvature matrix with vectors, exact to rounding and without forming it: by directional derivatives forward and backward
 * (Pearlmutter 1994), each about the work of two gradients over all samples. `vectors` has one vector a row, of P numbers in the order of
 * `Network.parameters()`, or of NC numbers for the tangent kernel; the result has the same shape.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws {OverflowError} when numbers do not fit float64
 * @throws `options.signal.reason` when aborted
 */
export async function multiplyCurvature(
  network: Network,
  data: Dataset,
  vectors: Matrix | readonly (readonly number[])[],
  options: CurvatureOptions = {},
): Promise<Matrix> {
  const { problem, kind, size, job } = parseCurvatureOptions(network, data, options, []);
  const { data: given, rows } = parseMatrix('vectors', vectors, { columns: size });
  const result = allocate('vectors', given.length, refuseArgument);
  await runJob((control, done) => loadAddon().addon.multiplyCurvature(problem, kind, given, control, result, done), job);
  requireFinite('a product', result);
  return Object.freeze({ data: result, rows, columns: size });
}
