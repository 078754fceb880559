import { InternalError, KinklessError } from '../errors.js';
import { memoryFailure } from './memoryFailure.js';

/** The error for a status of the core that is neither done nor aborted; see `native/addon/status.h`. */
export function coreFailure(status: number): KinklessError {
  if (status === -2) return memoryFailure();
  if (status === -3) return new KinklessError('ERR_CONVERGENCE', 'An eigenvalue or singular value iteration did not converge');
  return new InternalError(`A native call was refused with status ${String(status)}`);
}
