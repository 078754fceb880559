import { describe, type Refuse } from '../arguments.js';
import type { ZipEntry } from './ZipEntry.js';

// APPNOTE.TXT of the zip format: 4.3.16 (end of central directory), 4.3.12 (its entries), 4.3.7 (headers of files), 4.5.3 (ZIP64 sizes).
const END = { signature: 0x06054b50, length: 22 };
const CENTRAL = { signature: 0x02014b50, length: 46 };
const LOCAL = { signature: 0x04034b50, length: 30 };
const LONGEST_COMMENT = 0xffff;
const ZIP64_EXTRA = 1;
// Stands where the true number is in a ZIP64 field.
const ELSEWHERE = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;

/**
 * The files of a zip archive, still compressed, as its central directory lists them; what the headers before the files or data descriptors
 * behind them say is not needed. Encrypted and split archives, more than 65,535 files and files that share bytes are refused.
 */
export function parseZip(bytes: Uint8Array, refuse: Refuse): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view, refuse);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (view.getUint16(end + 4, true) !== 0 || view.getUint16(end + 6, true) !== 0 || view.getUint16(end + 8, true) !== count) {
    return refuse(`byte ${String(end + 4)}`, 'an archive in one piece', 'a part of one');
  }
  if (count === 0xffff || start === ELSEWHERE) return refuse(`byte ${String(end)}`, 'a directory without ZIP64 numbers', 'one with them');
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    const { entry, next } = readEntry(bytes, view, at, end, refuse);
    entries.push(entry);
    at = next;
  }
  if (at !== end) return refuse(`byte ${String(at)}`, 'the end of the directory', 'more data');
  refuseRepetition(entries, start, refuse);
  return entries;
}

function findEnd(view: DataView, refuse: Refuse): number {
  const last = view.byteLength - END.length;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END.signature && view.getUint16(at + 20, true) === last - at) return at;
  }
  return refuse('the end', 'the directory of a zip archive', 'none');
}

function readEntry(bytes: Uint8Array, view: DataView, at: number, end: number, refuse: Refuse): { entry: ZipEntry; next: number } {
  const place = `byte ${String(at)}`;
  if (at + CENTRAL.length > end || view.getUint32(at, true) !== CENTRAL.signature) {
    return refuse(place, 'an entry of the directory', 'something else');
  }
  const nameEnd = at + CENTRAL.length + view.getUint16(at + 28, true);
  const extraEnd = nameEnd + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > end) return refuse(place, 'an entry that ends within the directory', `one of ${String(next - at)} bytes`);
  const name = Buffer.from(bytes.subarray(at + CENTRAL.length, nameEnd)).toString('utf8');
  const method = view.getUint16(at + 10, true);
  if ((view.getUint16(at + 8, true) & 1) !== 0) return refuse(place, 'a file that is not encrypted', describe(name));
  if (method !== STORED && method !== DEFLATED) {
    return refuse(place, `${describe(name)} stored or deflated`, `compression method ${String(method)}`);
  }
  const { size, compressed, offset } = readSizes(view, at, nameEnd, extraEnd, refuse);
  const content = locate(bytes, view, { name, offset, compressed }, refuse);
  return { entry: { name, offset, isCompressed: method === DEFLATED, content, size, crc: view.getUint32(at + 16, true) }, next };
}

/** The sizes and the offset of an entry; those of ZIP64, as NumPy writes them for streams, are in its extra field. */
function readSizes(view: DataView, at: number, extra: number, extraEnd: number, refuse: Refuse) {
  let field = extra;
  while (field + 4 <= extraEnd && view.getUint16(field, true) !== ZIP64_EXTRA) field += 4 + view.getUint16(field + 2, true);
  const wideEnd = field + 4 <= extraEnd ? Math.min(extraEnd, field + 4 + view.getUint16(field + 2, true)) : 0;
  let wide = field + 4;
  const read = (narrow: number): number => {
    const value = view.getUint32(narrow, true);
    if (value !== ELSEWHERE) return value;
    if (wide + 8 > wideEnd) return refuse(`byte ${String(narrow)}`, 'a number, there or in a ZIP64 field', 'none');
    wide += 8;
    return Number(view.getBigUint64(wide - 8, true));
  };
  // In this order they are in the extra field.
  const size = read(at + 24);
  const compressed = read(at + 20);
  return { size, compressed, offset: read(at + 42) };
}

function locate(bytes: Uint8Array, view: DataView, entry: { name: string; offset: number; compressed: number }, refuse: Refuse) {
  const { name, offset, compressed } = entry;
  const place = `byte ${String(offset)}`;
  if (offset + LOCAL.length > bytes.length || view.getUint32(offset, true) !== LOCAL.signature) {
    return refuse(
      place,
      `the header of ${describe(name)}`,
      offset + LOCAL.length > bytes.length ? 'the end of the file' : 'something else',
    );
  }
  const start = offset + LOCAL.length + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + compressed > bytes.length) {
    return refuse(`byte ${String(start)}`, `${String(compressed)} bytes of ${describe(name)}`, 'the end of the file');
  }
  return bytes.subarray(start, start + compressed);
}

/** Files that share bytes let a small archive expand to any size. */
function refuseRepetition(entries: readonly ZipEntry[], directory: number, refuse: Refuse): void {
  const names = new Set<string>();
  for (const { name } of entries) {
    if (names.has(name)) refuse('the directory', `the file ${describe(name)} only once`, 'it twice');
    names.add(name);
  }
  const sorted = entries.toSorted((a, b) => a.offset - b.offset);
  sorted.forEach(({ name, offset, content }, i) => {
    const limit = sorted[i + 1]?.offset ?? directory;
    if (offset + LOCAL.length + content.length > limit)
      refuse(`byte ${String(offset)}`, `${describe(name)} apart from the rest`, 'shared bytes');
  });
}
