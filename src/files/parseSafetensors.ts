import { describe, integer, options, type Refuse } from '../arguments.js';
import { countEntries } from './countEntries.js';
import { decodeArray } from './decodeArray.js';
import { decodeText } from './decodeText.js';
import type { ElementType } from './ElementType.js';
import { elementTypes } from './elementTypes.js';
import type { FileArray } from './FileArray.js';
import { findJsonProblem } from './findJsonProblem.js';
import type { Tensors } from './Tensors.js';

const PREFIX = 8;
// The format's own limit.
const LONGEST_HEADER = 100_000_000;
const TYPES: Readonly<Record<string, ElementType>> = {
  F64: elementTypes.float64,
  F32: elementTypes.float32,
  F16: elementTypes.float16,
  BF16: elementTypes.bfloat16,
};

/**
 * The tensors of a safetensors file: the length of a JSON header as a little-endian uint64, the header, then the tensors, row-major and
 * little-endian. As the format demands, they follow each other without holes up to the end of the file.
 */
export function parseSafetensors(bytes: Uint8Array, refuse: Refuse): Tensors {
  const { header, start } = parseHeader(bytes, refuse);
  const { __metadata__, ...tensors } = header;
  const arrays = new Map<string, FileArray>();
  const entries = Object.entries(tensors).map(([name, value]) => parseEntry(name, value, bytes.length - start, refuse));
  let filled = 0;
  for (const { name, type, shape, begin, end } of entries.toSorted((a, b) => a.begin - b.begin)) {
    const expected = `data from byte ${String(filled)} on, where those before end`;
    if (begin !== filled) return refuse(`${describe(name)}.data_offsets`, expected, String(begin));
    const layout = { type, shape, isLittleEndian: true, isColumnMajor: false };
    arrays.set(name, decodeArray(describe(name), bytes.subarray(start + begin, start + end), layout, refuse));
    filled = end;
  }
  if (start + filled !== bytes.length) return refuse(`byte ${String(start + filled)}`, 'the end of the file', 'more data');
  return { arrays, metadata: parseMetadata(__metadata__, refuse) };
}

function parseHeader(bytes: Uint8Array, refuse: Refuse): { readonly header: Readonly<Record<string, unknown>>; readonly start: number } {
  if (bytes.length < PREFIX) {
    return refuse(`byte ${String(bytes.length)} of ${String(PREFIX)}`, 'the length of the header', 'the end of the file');
  }
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset, PREFIX).getBigUint64(0, true));
  if (length > LONGEST_HEADER) return refuse('byte 0', `a header of at most ${String(LONGEST_HEADER)} bytes`, `${String(length)} bytes`);
  const start = PREFIX + length;
  if (start > bytes.length)
    return refuse(`byte ${String(bytes.length)} of ${String(start)}`, 'the rest of the header', 'the end of the file');
  const text = decodeText(bytes.subarray(PREFIX, start), refuse);
  const problem = findJsonProblem(text);
  if (problem !== undefined) {
    const { offset, expected } = problem;
    const found = offset >= text.length ? 'its end' : describe(text.slice(offset, offset + 12));
    return refuse(`the header, character ${String(offset)}`, expected, found);
  }
  const header: unknown = JSON.parse(text);
  if (typeof header !== 'object' || header === null || Array.isArray(header)) return refuse('the header', 'an object', describe(header));
  return { header: header as Readonly<Record<string, unknown>>, start };
}

function parseEntry(name: string, value: unknown, available: number, refuse: Refuse) {
  const place = describe(name);
  const given = options(place, value, ['dtype', 'shape', 'data_offsets'], refuse);
  const type = typeof given.dtype === 'string' && Object.hasOwn(TYPES, given.dtype) ? TYPES[given.dtype] : undefined;
  if (type === undefined) return refuse(`${place}.dtype`, `one of ${Object.keys(TYPES).join(', ')}`, describe(given.dtype));
  const shape = integers(`${place}.shape`, given.shape, refuse);
  const offsets = integers(`${place}.data_offsets`, given.data_offsets, refuse);
  const [begin = 0, end = 0] = offsets;
  if (offsets.length !== 2 || begin > end || end > available) {
    const found = `[${offsets.slice(0, 4).join(', ')}]`;
    return refuse(`${place}.data_offsets`, `[begin, end] within the ${String(available)} bytes behind the header`, found);
  }
  const needed = countEntries(`${place}.shape`, shape, refuse) * type.bytes;
  if (end - begin !== needed) return refuse(`${place}.data_offsets`, `${String(needed)} bytes, by its shape`, String(end - begin));
  return { name, type, shape, begin, end };
}

function integers(place: string, value: unknown, refuse: Refuse): readonly number[] {
  if (!Array.isArray(value)) return refuse(place, 'a list of integers', describe(value));
  return Array.from(value, (entry, i) => integer(`${place}[${String(i)}]`, entry, { min: 0 }, refuse));
}

function parseMetadata(value: unknown, refuse: Refuse): ReadonlyMap<string, string> {
  if (value === undefined) return new Map();
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('__metadata__', 'an object', describe(value));
  return new Map(
    Object.entries(value).map(([key, entry]) => [
      key,
      typeof entry === 'string' ? entry : refuse(`__metadata__.${describe(key)}`, 'a text', describe(entry)),
    ]),
  );
}
