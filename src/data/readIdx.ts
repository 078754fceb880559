import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { KinklessError } from '../errors.js';
import { systemFailure } from '../files/systemFailure.js';
import { decodeIdx } from './decodeIdx.js';
import type { Idx } from './Idx.js';

/**
 * Reads an IDX file of unsigned bytes with the given number of dimensions, plain or compressed by gzip (told by its content).
 *
 * @throws {FileError} if it cannot be read, is truncated or too long, or is something else
 */
export async function readIdx(file: string, dimensionCount: number): Promise<Idx> {
  try {
    const { size, isCompressed } = await inspect(file);
    return await decodeIdx(file, dimensionCount, { stream: createReadStream(file, { highWaterMark: 1 << 18 }), size, isCompressed });
  } catch (error) {
    if (error instanceof KinklessError) throw error;
    throw systemFailure(file, 'reading', 'a readable file', error);
  }
}

async function inspect(file: string): Promise<{ readonly size: number; readonly isCompressed: boolean }> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return { size, isCompressed: bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b };
  } finally {
    await handle.close();
  }
}
