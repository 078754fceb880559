import { describe, integer, options as parseOptions, seed as seedOf } from '../arguments.js';
import { ArgumentError } from '../errors.js';
import { normal } from '../native/random.js';
import { Network } from '../network/Network.js';

/**
 * A random direction through weight space, P numbers in the order of `network.parameters()`: standard normal, then each unit's row of W̄_l
 * scaled to the norm that the unit's own row has, so that a step of length 1 changes every unit by as much as it is large (filter
 * normalisation; Li et al., Visualizing the loss landscape of neural nets, 2018). The direction has the norm of the weights. The same `seed`
 * and `index`, both 0 if left out, give the same direction on every machine.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 */
export function randomDirection(
  network: Network,
  options: { readonly seed?: number | undefined; readonly index?: number | undefined } = {},
): Float64Array {
  if (!Network.is(network)) throw new ArgumentError('network', 'a Network', describe(network));
  const given = parseOptions('options', options, ['seed', 'index']);
  const index = integer('options.index', given.index ?? 0, { min: 0, max: 2 ** 32 - 1 });
  const parameters = network.parameters();
  const direction = normal(seedOf('options.seed', given.seed ?? 0), 'directions', index, parameters.length);
  let offset = 0;
  for (let l = 1; l < network.widths.length; l++) {
    const columns = network.widths[l - 1]! + (network.biases[l - 1] === true ? 1 : 0);
    for (let i = 0; i < network.widths[l]!; i++, offset += columns) {
      const row = direction.subarray(offset, offset + columns);
      const scale = norm(parameters.subarray(offset, offset + columns)) / norm(row);
      for (let j = 0; j < columns; j++) row[j]! *= scale;
    }
  }
  return direction;
}

/** Scaled by the largest entry: the square of a number that fits float64 may not. */
function norm(row: Float64Array): number {
  const largest = row.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  return largest === 0 ? 0 : largest * Math.sqrt(row.reduce((sum, entry) => sum + (entry / largest) ** 2, 0));
}
