import { access, constants, mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemFailure } from './systemFailure.js';

/**
 * Makes a folder that files will be written to, with those above it, if it is not there: before the work, not after it.
 *
 * @throws {FileError} if it cannot be made, or files not be written to it
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await make(path.resolve(folder), true);
    await access(folder, constants.W_OK);
  } catch (error) {
    throw systemFailure(folder, 'making', 'a folder to write to', error);
  }
}

/** Not by Node's own `recursive`: of a file system that may only be read, that says there is no such folder. */
async function make(folder: string, withParents: boolean): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    if (await isFolder(folder)) return;
    if (!withParents || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await make(path.dirname(folder), true);
    await make(folder, false);
  }
}

async function isFolder(name: string): Promise<boolean> {
  return stat(name).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
