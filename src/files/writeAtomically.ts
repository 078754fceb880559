import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { systemFailure } from './systemFailure.js';

const CHUNK = 1 << 20;

/**
 * Writes pieces of text and of bytes so that `file` holds either what it held before or all of them: into a new file beside it, which then takes its name.
 *
 * @throws {FileError} if it cannot be written; nothing is left behind
 */
export async function writeAtomically(file: string, pieces: Iterable<string | Uint8Array>): Promise<void> {
  const unique = `${String(process.pid)}-${Math.random().toString(36).slice(2)}`;
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${unique}.tmp`);
  try {
    // wx: never write into a file that is already there.
    const handle = await open(temporary, 'wx');
    try {
      let chunk = '';
      for (const piece of pieces) {
        if (typeof piece === 'string') {
          chunk += piece;
          if (chunk.length < CHUNK) continue;
        }
        await handle.writeFile(chunk);
        chunk = '';
        if (typeof piece !== 'string') await handle.writeFile(piece);
      }
      await handle.writeFile(chunk);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw systemFailure(file, 'writing', 'a file that can be written', error);
  }
}
