import { describe } from '../arguments.js';
import { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import { Network } from '../network/Network.js';

/** @throws {ArgumentError} unless the two are a network and a data set of this package */
export function requireProblem(network: unknown, data: unknown): void {
  if (!(network instanceof Network)) throw new ArgumentError('network', 'a Network', describe(network));
  if (!(data instanceof Dataset)) throw new ArgumentError('data', 'a Dataset', describe(data));
}
