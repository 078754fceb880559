import { hexadecimal } from '../files/hexadecimal.js';
import { refuseFile } from '../files/refuseFile.js';
import type { IdxHeader } from './IdxHeader.js';
import { idxHeaderLength } from './idxHeaderLength.js';

const UNSIGNED_BYTE = 8;
// What one array of bytes can hold on every supported release of the engine.
const MOST_BYTES = 2 ** 32;

/** The header of an IDX file, from as many of its first bytes as there are. Sizes are checked before anything is allocated for them. */
export function parseIdxHeader(file: string, bytes: Uint8Array, dimensionCount: number): IdxHeader {
  const refuse = refuseFile(file);
  const length = idxHeaderLength(dimensionCount);
  if (bytes.length < 4) return refuse(`byte ${String(bytes.length)} of 4`, 'the magic number of an IDX file', 'the end of the file');
  const [first, second, type, count] = bytes;
  if (first !== 0 || second !== 0 || type !== UNSIGNED_BYTE) {
    return refuse('byte 0', 'the magic number of an IDX file of unsigned bytes, 00 00 08', hexadecimal(bytes.subarray(0, 3)));
  }
  if (count !== dimensionCount) return refuse('byte 3', `${String(dimensionCount)} dimensions`, String(count));
  if (bytes.length < length)
    return refuse(`byte ${String(bytes.length)} of ${String(length)}`, 'the rest of the header', 'the end of the file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const dimensions: number[] = [];
  let total = 1;
  for (let i = 0; i < dimensionCount; i++) {
    const at = idxHeaderLength(i);
    const size = view.getUint32(at);
    total *= size;
    if (size === 0) return refuse(`byte ${String(at)}`, 'a size of at least 1', '0');
    if (total > MOST_BYTES) return refuse(`byte ${String(at)}`, `sizes of at most ${String(MOST_BYTES)} bytes together`, String(total));
    dimensions.push(size);
  }
  return { dimensions, length, total: length + total };
}
