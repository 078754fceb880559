import { open } from 'node:fs/promises';
import { FileError, KinklessError } from '../errors.js';
import { systemFailure } from './systemFailure.js';

// What the file system gives in one read on every supported release of Node.
const MOST = 2 ** 31 - 1;

/**
 * The bytes of a file.
 *
 * @throws {FileError} if it cannot be read, or is too long for one array
 */
export async function readBytes(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > MOST) throw new FileError(file, 'size', `at most ${String(MOST)} bytes`, `${String(size)} bytes`);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof KinklessError) throw error;
    throw systemFailure(file, 'opening', 'a readable file', error);
  }
}
