import { describe } from '../arguments.js';
import { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import { Network } from '../network/Network.js';

/** @throws {ArgumentError} unless the two are a network and a data set of this package */
export function requireProblem(network: unknown, data: unknown): void {
  if (!Network.is(network)) throw new ArgumentError('network', 'a Network', describe(network));
  if (!Dataset.is(data)) throw new ArgumentError('data', 'a Dataset', describe(data));
}
