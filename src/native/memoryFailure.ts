import { KinklessError } from '../errors.js';

/** What a call is refused with that needs more memory than there is. */
export function memoryFailure(): KinklessError {
  return new KinklessError('ERR_MEMORY', 'There is not enough memory for this job; fewer samples or narrower layers need less');
}
