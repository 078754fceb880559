import { describe } from './describe.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * `value` if it is a function or undefined.
 *
 * @throws {ArgumentError} otherwise
 */
export function callback<F extends (...parameters: never[]) => unknown>(name: string, value: unknown): F | undefined {
  return value === undefined || typeof value === 'function'
    ? (value as F | undefined)
    : refuseArgument(name, 'a function', describe(value));
}
