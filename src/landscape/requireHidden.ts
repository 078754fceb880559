import { describe } from '../arguments.js';
import { ArgumentError } from '../errors.js';
import type { Network } from '../network/Network.js';

/** @throws {ArgumentError} unless the network has a hidden layer */
export function requireHidden(network: Network, name = 'network'): void {
  if (network.hidden.length === 0) throw new ArgumentError(name, 'at least one hidden layer', `${describe(network.widths)} as widths`);
}
