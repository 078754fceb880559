import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import type { FileError } from '../errors.js';
import { systemFailure } from '../files/systemFailure.js';

/**
 * The error to throw if the file system lets nobody open this store, for reading only or also for writing: then it may be made, and has
 * other files beside it in any case, so that its folder counts too.
 */
export function storeRefusal(file: string, readOnly: boolean): FileError | undefined {
  const refused = (error: unknown): FileError =>
    systemFailure(file, 'store', readOnly ? 'a readable file' : 'a file that can be written in a folder that exists', error);
  try {
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) return refused({ code: 'EISDIR' });
    accessSync(file, constants.R_OK | (readOnly ? 0 : constants.W_OK));
  } catch (error) {
    if (readOnly || (error as NodeJS.ErrnoException).code !== 'ENOENT') return refused(error);
  }
  try {
    if (!readOnly) accessSync(path.dirname(file), constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return refused(error);
  }
}
