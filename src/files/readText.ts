import { constants } from 'node:buffer';
import { open } from 'node:fs/promises';
import { FileError, KinklessError } from '../errors.js';
import { systemFailure } from './systemFailure.js';

/**
 * The text of a UTF-8 file, without a byte order mark.
 *
 * @throws {FileError} if it cannot be read, is too long for one string, or is not UTF-8
 */
export async function readText(file: string): Promise<string> {
  try {
    const handle = await open(file, 'r');
    try {
      const { size } = await handle.stat();
      if (size > constants.MAX_STRING_LENGTH) {
        throw new FileError(file, 'size', `at most ${String(constants.MAX_STRING_LENGTH)} bytes`, `${String(size)} bytes`);
      }
      return decode(file, await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof KinklessError) throw error;
    throw systemFailure(file, 'opening', 'a readable file', error);
  }
}

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new FileError(file, 'encoding', 'UTF-8 text', 'other bytes', { cause: error });
  }
}
