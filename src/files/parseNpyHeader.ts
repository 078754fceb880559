import { describe, type Refuse } from '../arguments.js';
import { countEntries } from './countEntries.js';
import type { ElementType } from './ElementType.js';
import { elementTypes } from './elementTypes.js';
import { hexadecimal } from './hexadecimal.js';
import type { NpyHeader } from './NpyHeader.js';

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');
// NumPy itself reads no longer ones (numpy.lib.format, max_header_size).
const LONGEST = 10_000;
const KEYS = ['descr', 'fortran_order', 'shape'] as const;
// One `key: value` of a Python dictionary: the value a string, True or False, or a tuple of integers.
const ENTRY = /\s*(['"])(\w+)\1\s*:\s*(?:(['"])([^'"]*)\3|(True|False)|\(([\d\s,]*)\))\s*(?:,|$)/y;
const TYPES: Readonly<Record<string, ElementType>> = {
  b1: elementTypes.bool,
  i1: elementTypes.int8,
  u1: elementTypes.uint8,
  i2: elementTypes.int16,
  u2: elementTypes.uint16,
  i4: elementTypes.int32,
  u4: elementTypes.uint32,
  i8: elementTypes.int64,
  u8: elementTypes.uint64,
  f2: elementTypes.float16,
  f4: elementTypes.float32,
  f8: elementTypes.float64,
};

/**
 * The header of an npy file, format versions 1 to 3 (numpy.lib.format): magic string, version, length, then a Python dictionary as text.
 * Sizes are checked by themselves; nothing is allocated for them.
 */
export function parseNpyHeader(bytes: Uint8Array, refuse: Refuse): NpyHeader {
  const start = startOfText(bytes, refuse);
  const view = new DataView(bytes.buffer, bytes.byteOffset, start);
  const textLength = start === 10 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (textLength > LONGEST) return refuse('byte 8', `a header of at most ${String(LONGEST)} bytes`, `${String(textLength)} bytes`);
  const length = start + textLength;
  if (bytes.length < length) {
    return refuse(`byte ${String(bytes.length)} of ${String(length)}`, 'the rest of the header', 'the end of the file');
  }
  const { descr, fortran_order, shape } = parseEntries(Buffer.from(bytes.subarray(start, length)).toString('latin1'), start, refuse);
  const { type, isLittleEndian } = parseType(descr, refuse);
  const sizes = parseShape(shape, refuse);
  const total = length + countEntries('shape', sizes, refuse) * type.bytes;
  return { shape: sizes, type, isLittleEndian, isColumnMajor: fortran_order === 'True', length, total };
}

/** Where the dictionary begins, behind a length of two bytes (version 1) or four. */
function startOfText(bytes: Uint8Array, refuse: Refuse): number {
  if (!MAGIC.subarray(0, bytes.length).equals(bytes.subarray(0, MAGIC.length))) {
    return refuse('byte 0', `the magic string of an npy file, ${hexadecimal(MAGIC)}`, hexadecimal(bytes.subarray(0, MAGIC.length)));
  }
  const [major, minor] = bytes.subarray(6, 8);
  if (major !== undefined && minor !== undefined && (major < 1 || major > 3 || minor !== 0)) {
    return refuse('byte 6', 'version 1.0, 2.0 or 3.0 of the npy format', `${String(major)}.${String(minor)}`);
  }
  const start = major === 1 ? 10 : 12;
  if (bytes.length >= start) return start;
  return refuse(`byte ${String(bytes.length)} of ${String(start)}`, 'the beginning of an npy file', 'the end of the file');
}

function parseEntries(text: string, start: number, refuse: Refuse): Record<(typeof KEYS)[number], string> {
  const [, inside] = /^\s*\{(.*)\}\s*$/s.exec(text) ?? [];
  const place = `byte ${String(start)}`;
  const expected = "a dictionary of 'descr' (one type, no record of several), 'fortran_order' and 'shape'";
  const found = new Map<string, string>();
  ENTRY.lastIndex = 0;
  while (inside !== undefined && inside.slice(ENTRY.lastIndex).trim() !== '') {
    const [, , key, , quoted, truth, tuple] = ENTRY.exec(inside) ?? [];
    const value = key === 'descr' ? quoted : key === 'fortran_order' ? truth : key === 'shape' ? tuple : undefined;
    if (key === undefined || value === undefined || found.has(key)) return refuse(place, expected, describe(text.trim()));
    found.set(key, value);
  }
  const [descr, fortran_order, shape] = KEYS.map((key) => found.get(key));
  if (descr === undefined || fortran_order === undefined || shape === undefined) return refuse(place, expected, describe(text.trim()));
  return { descr, fortran_order, shape };
}

function parseType(descr: string, refuse: Refuse): { readonly type: ElementType; readonly isLittleEndian: boolean } {
  const [, order, name] = /^([<>|])([biuf]\d)$/.exec(descr) ?? [];
  const type = name !== undefined && Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (type !== undefined && (order !== '|' || type.bytes === 1)) return { type, isLittleEndian: order !== '>' };
  return refuse('descr', 'real numbers: <f8, <f4, <f2, integers or |b1 (> for < if big-endian)', describe(descr));
}

function parseShape(text: string, refuse: Refuse): readonly number[] {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.at(-1) === '') parts.pop();
  return parts.map((part) => {
    const size = Number(part);
    return /^\d+$/.test(part) && Number.isSafeInteger(size) ? size : refuse('shape', 'a tuple of sizes', describe(`(${text})`));
  });
}
