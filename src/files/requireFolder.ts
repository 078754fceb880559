import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';
import { systemFailure } from './systemFailure.js';

/**
 * Makes sure, before the work, that there is a folder for a file that is written after it.
 *
 * @throws {FileError} if there is none, or it cannot be written to
 */
export async function requireFolder(file: string): Promise<void> {
  const folder = path.dirname(file);
  try {
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw systemFailure(folder, 'opening', `a folder for ${path.basename(file)}`, error);
  }
}
