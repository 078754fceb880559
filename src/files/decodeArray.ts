import { allocate, type Refuse } from '../arguments.js';
import type { ArrayLayout } from './ArrayLayout.js';
import type { FileArray } from './FileArray.js';

/** The array that `bytes` hold; there are exactly as many of them as the layout needs. */
export function decodeArray(place: string, bytes: Uint8Array, layout: ArrayLayout, refuse: Refuse): FileArray {
  const { shape, type, isLittleEndian, isColumnMajor } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const count = bytes.length / type.bytes;
  const data = allocate(place, count, refuse);
  // One row after another; a column-major matrix has its next entry of the row a whole column further on.
  const columns = isColumnMajor ? (shape[1] ?? 1) : count;
  const rows = count / columns;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) data[i * columns + j] = type.read(view, (i + j * rows) * type.bytes, isLittleEndian);
  }
  return { shape, data };
}
