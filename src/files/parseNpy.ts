import type { Refuse } from '../arguments.js';
import { decodeArray } from './decodeArray.js';
import type { FileArray } from './FileArray.js';
import { parseNpyHeader } from './parseNpyHeader.js';

/** The array of an npy file. Nothing is allocated before the file's length is known to be what its header says. */
export function parseNpy(bytes: Uint8Array, refuse: Refuse): FileArray {
  const { length, total, ...layout } = parseNpyHeader(bytes, refuse);
  if (bytes.length < total) return refuse(`byte ${String(bytes.length)} of ${String(total)}`, 'more data', 'the end of the file');
  if (bytes.length > total) return refuse(`byte ${String(total)}`, 'the end of the file', 'more data');
  return decodeArray('the array', bytes.subarray(length), layout, refuse);
}
