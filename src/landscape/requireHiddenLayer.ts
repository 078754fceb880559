import { describe } from '../arguments.js';
import { ArgumentError } from '../errors.js';
import type { Network } from '../network/Network.js';

/** @throws {ArgumentError} for `name` if the network has no hidden layer */
export function requireHiddenLayer(name: string, network: Network): void {
  if (network.hidden.length === 0) throw new ArgumentError(name, 'at least one hidden layer', `${describe(network.widths)} as widths`);
}
