import type { Refuse } from '../arguments.js';
import { FileError } from '../errors.js';

/** The {@link Refuse} of one file's contents. */
export function refuseFile(file: string): Refuse {
  return (place, expected, received) => {
    throw new FileError(file, place, expected, received);
  };
}
