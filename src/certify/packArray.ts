import type { CertificateArray } from './CertificateArray.js';
import { littleEndianBytes } from './littleEndianBytes.js';

export function packArray(data: Float64Array, rows: number, columns: number): CertificateArray {
  return Object.freeze({
    type: 'float64',
    shape: Object.freeze([rows, columns] as const),
    base64: littleEndianBytes(data).toString('base64'),
  });
}
