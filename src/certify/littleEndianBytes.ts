import { endianness } from 'node:os';

/** The bytes of float64 numbers, the least significant first. */
export function littleEndianBytes(numbers: Float64Array): Buffer {
  const bytes = Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return endianness() === 'LE' ? bytes : Buffer.from(bytes).swap64();
}
