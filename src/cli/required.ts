import { ArgumentError } from '../errors.js';

/**
 * The value of an option that must be given. Commander's own check of such options comes before that of unknown ones, so that who
 * misspells one would be told that it is missing.
 *
 * @throws {ArgumentError} saying what was expected
 */
export function required<Value>(option: string, expected: string, value: Value | undefined): Value {
  if (value === undefined) throw new ArgumentError(option, expected, 'nothing');
  return value;
}
