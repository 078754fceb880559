import type { Refuse } from './Refuse.js';
import { describe } from './describe.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * `value` if it is true or false.
 *
 * @throws {ArgumentError} otherwise
 */
export function boolean(name: string, value: unknown, refuse: Refuse = refuseArgument): boolean {
  return typeof value === 'boolean' ? value : refuse(name, 'true or false', describe(value));
}
