import { describe } from './describe.js';
import { guarded } from './guarded.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * `value` if it is an AbortSignal, of any realm, or undefined.
 *
 * @throws {ArgumentError} otherwise
 */
export function abortSignal(name: string, value: unknown): AbortSignal | undefined {
  if (value === undefined) return undefined;
  const { throwIfAborted } = guarded(name, 'an AbortSignal', refuseArgument, () => Object(value) as Partial<AbortSignal>);
  return typeof throwIfAborted === 'function' ? (value as AbortSignal) : refuseArgument(name, 'an AbortSignal', describe(value));
}
