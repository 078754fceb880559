import type { Dataset } from '../data/Dataset.js';
import type { RawProblem } from '../native/addon.js';
import type { Network } from '../network/Network.js';
import { packNetwork } from './packNetwork.js';
import { packSamples } from './packSamples.js';
import { requireFit } from './requireFit.js';

/**
 * A network and the data it is held against, as the core takes them. Masks given as a specification are drawn for the network's widths.
 *
 * @throws {ArgumentError} naming the data by `name` if they have other inputs or outputs than the network, or masks of other widths
 */
export function packProblem(network: Network, data: Dataset, name = 'data'): RawProblem {
  requireFit(network, data, name);
  return { ...packNetwork(network), ...packSamples(data, network.hidden) };
}
