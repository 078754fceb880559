import type { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import type { Network } from '../network/Network.js';
import { requireSize } from '../network/requireSize.js';

/** @throws {ArgumentError} naming the data by `name` if they have other inputs or outputs than the network, or are too many for the core */
export function requireFit(network: Network, data: Dataset, name: string): void {
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
}
