import { KinklessError } from '../errors.js';
import type { Refuse } from './Refuse.js';

/** Runs `read`, and turns anything a hostile value throws while it is read (getters, proxies, detached buffers) into a refusal. */
export function guarded<T>(place: string, expected: string, refuse: Refuse, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (isOurs(error)) throw error;
    return refuse(place, expected, 'a value that cannot be read');
  }
}

/** What was thrown may itself be a proxy that refuses to be looked at. */
function isOurs(error: unknown): boolean {
  try {
    return error instanceof KinklessError;
  } catch {
    return false;
  }
}
