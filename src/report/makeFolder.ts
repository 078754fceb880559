import { mkdir } from 'node:fs/promises';
import { systemFailure } from '../files/systemFailure.js';

/**
 * Makes a folder that files will be written to, if it is not there: before the work, not after it.
 *
 * @throws {FileError} if it cannot be made
 */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw systemFailure(folder, 'making', 'a folder to write to', error);
  });
}
