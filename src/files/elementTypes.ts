import type { ElementType } from './ElementType.js';

/** The types of numbers in files of arrays. Integers beyond 2^53 are rounded to the nearest float64. */
export const elementTypes = {
  bool: { bytes: 1, read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) },
  int8: { bytes: 1, read: (view, at) => view.getInt8(at) },
  uint8: { bytes: 1, read: (view, at) => view.getUint8(at) },
  int16: { bytes: 2, read: (view, at, isLittleEndian) => view.getInt16(at, isLittleEndian) },
  uint16: { bytes: 2, read: (view, at, isLittleEndian) => view.getUint16(at, isLittleEndian) },
  int32: { bytes: 4, read: (view, at, isLittleEndian) => view.getInt32(at, isLittleEndian) },
  uint32: { bytes: 4, read: (view, at, isLittleEndian) => view.getUint32(at, isLittleEndian) },
  int64: { bytes: 8, read: (view, at, isLittleEndian) => Number(view.getBigInt64(at, isLittleEndian)) },
  uint64: { bytes: 8, read: (view, at, isLittleEndian) => Number(view.getBigUint64(at, isLittleEndian)) },
  float16: { bytes: 2, read: (view, at, isLittleEndian) => fromFloat16(view.getUint16(at, isLittleEndian)) },
  bfloat16: { bytes: 2, read: (view, at, isLittleEndian) => fromBfloat16(view.getUint16(at, isLittleEndian)) },
  float32: { bytes: 4, read: (view, at, isLittleEndian) => view.getFloat32(at, isLittleEndian) },
  float64: { bytes: 8, read: (view, at, isLittleEndian) => view.getFloat64(at, isLittleEndian) },
} as const satisfies Readonly<Record<string, ElementType>>;

/** IEEE 754 binary16: one sign bit, 5 of exponent (bias 15), 10 of fraction. */
function fromFloat16(bits: number): number {
  const sign = bits >> 15 === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

const scratch = new DataView(new ArrayBuffer(4));

/** The upper half of a float32. */
function fromBfloat16(bits: number): number {
  scratch.setUint16(0, bits);
  return scratch.getFloat32(0);
}
