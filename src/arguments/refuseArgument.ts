import { ArgumentError } from '../errors.js';

/** The {@link Refuse} of arguments of a call. */
export function refuseArgument(place: string, expected: string, received: string): never {
  throw new ArgumentError(place, expected, received);
}
