import { memoryFailure } from './memoryFailure.js';

/**
 * Zeros, for numbers of the package's own.
 *
 * @throws {KinklessError} ERR_MEMORY when there is no memory for them
 */
export function reserve(length: number): Float64Array {
  try {
    return new Float64Array(length);
  } catch {
    throw memoryFailure();
  }
}
