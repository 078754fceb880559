import { crc32, inflateRawSync, type InflateRaw, type ZlibOptions } from 'node:zlib';
import { describe, type Refuse } from '../arguments.js';
import type { ZipEntry } from './ZipEntry.js';

// No deflate stream expands more: 258 bytes from two bits.
const LARGEST_EXPANSION = 1032;

/** The bytes of a file of a zip archive. Never more of them are made than the archive's directory says. */
export function inflateEntry({ name, isCompressed, content, size, crc }: ZipEntry, refuse: Refuse): Uint8Array {
  const bytes = isCompressed ? inflate(name, content, size, refuse) : content;
  if (bytes.length !== size) return refuse(describe(name), `${String(size)} bytes`, String(bytes.length));
  if (crc32(bytes) !== crc) return refuse(describe(name), `data with the check sum ${String(crc)}`, String(crc32(bytes)));
  return bytes;
}

function inflate(name: string, content: Uint8Array, size: number, refuse: Refuse): Uint8Array {
  if (size > content.length * LARGEST_EXPANSION) {
    return refuse(describe(name), `a size that fits into ${String(content.length)} compressed bytes`, `${String(size)} bytes`);
  }
  try {
    // `info` is missing in the types.
    const options: ZlibOptions & { info: true } = { maxOutputLength: Math.max(1, size), info: true };
    const { buffer, engine } = inflateRawSync(content, options) as unknown as { buffer: Buffer; engine: InflateRaw };
    if (engine.bytesWritten === content.length) return buffer;
    return refuse(describe(name), 'the end of its compressed data', 'more of them');
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    if (code === 'ERR_BUFFER_TOO_LARGE') return refuse(describe(name), `${String(size)} bytes`, 'more');
    if (code?.startsWith('Z_') === true) return refuse(describe(name), 'complete deflated data', message);
    throw error;
  }
}
