import type { Refuse } from './Refuse.js';
import { integer } from './integer.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * A seed of the random numbers: an integer from 0 to 2^53 − 1.
 *
 * @throws {ArgumentError} otherwise
 */
export function seed(name: string, value: unknown, refuse: Refuse = refuseArgument): number {
  return integer(name, value, { min: 0, max: Number.MAX_SAFE_INTEGER }, refuse);
}
