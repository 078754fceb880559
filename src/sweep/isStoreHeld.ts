import { existsSync } from 'node:fs';
import { StoreHeldError } from '../errors.js';
import { lockStore } from './lockStore.js';

/** Whether a process runs a sweep on this store. */
export function isStoreHeld(store: string): boolean {
  // Looking must not leave a file behind.
  if (!existsSync(`${store}-lock`)) return false;
  try {
    lockStore(store, 0)();
    return false;
  } catch (error) {
    // Where the folder cannot be written, nothing can be run either.
    return error instanceof StoreHeldError;
  }
}
