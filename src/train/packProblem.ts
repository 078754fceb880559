import type { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import type { RawProblem } from '../native/addon.js';
import type { Network } from '../network/Network.js';
import { requireSize } from '../network/requireSize.js';
import { reserve } from '../native/reserve.js';

/**
 * A network and the data it is held against, as the core takes them. Masks given as a specification are drawn for the network's widths.
 *
 * @throws {ArgumentError} naming the data by `name` if they have other inputs or outputs than the network, or masks of other widths
 */
export function packProblem(network: Network, data: Dataset, name = 'data'): RawProblem {
  if (data.inputs.columns !== network.inputs)
    throw new ArgumentError(
      name,
      `samples with ${String(network.inputs)} inputs, as the network has`,
      `${String(data.inputs.columns)} inputs`,
    );
  if (data.targets.columns !== network.outputs)
    throw new ArgumentError(
      name,
      `${String(network.outputs)} targets a sample, as the network has outputs`,
      `${String(data.targets.columns)}`,
    );
  requireSize(name, network, data.samples);
  const masks = data.resolveMasks(network.hidden);
  return {
    widths: Int32Array.from(network.widths),
    slopes: Float64Array.from(network.slopes),
    bias: Uint8Array.from(network.biases, Number),
    parameters: network.parameters(),
    samples: data.samples,
    inputs: data.inputs.data,
    targets: data.targets.data,
    masks: masks === undefined ? new Float64Array(0) : joined(masks.map((mask) => mask.data)),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const result = reserve(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}
