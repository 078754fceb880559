import { numbers } from '../arguments.js';
import { ArgumentError } from '../errors.js';
import type { Network } from '../network/Network.js';

/** @throws {ArgumentError} unless it is a list of P finite numbers that are not all zero */
export function parseDirection(name: string, value: unknown, network: Network): Float64Array {
  const direction = numbers(name, value, network.parameterCount);
  if (direction.every((entry) => entry === 0)) throw new ArgumentError(name, 'a direction that is not zero', 'only zeros');
  return direction;
}
