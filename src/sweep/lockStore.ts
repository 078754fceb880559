import { existsSync } from 'node:fs';
import { StoreHeldError } from '../errors.js';
import { openDatabase } from './openDatabase.js';
import { storeFailure } from './storeFailure.js';
import { storeRefusal } from './storeRefusal.js';

/** A process that only looks whether the lock is taken has it for a moment. */
const WAIT_MS = 500;

/**
 * Keeps other processes from running a sweep on the same store, until the function it returns is called or this process ends in whatever
 * way: the lock is the kernel's. It is on a file of its own beside the store, so that readers are not locked out.
 *
 * @throws {StoreHeldError} if another process holds it
 * @throws {FileError} naming the store where it cannot be, or the lock's file if that cannot be used
 */
export function lockStore(store: string, waitMs = WAIT_MS): () => void {
  const file = `${store}-lock`;
  // The lock's file is not to be missed, nor made, where the store cannot be.
  const refusal = existsSync(file) ? undefined : storeRefusal(store, false);
  if (refusal !== undefined) throw refusal;
  const database = openDatabase(file, { waitMs });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) throw new StoreHeldError(store, { cause: error });
    throw storeRefusal(store, false) ?? storeFailure(file, error);
  }
  return () => {
    database.close();
  };
}

function isBusy(error: unknown): boolean {
  const { code, errcode } = error as { readonly code?: unknown; readonly errcode?: unknown };
  return code === 'SQLITE_BUSY' || (typeof errcode === 'number' && (errcode & 0xff) === 5);
}
