// Oracle: files built byte by byte.
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FileError } from '../../src/errors.js';
import { elementTypes } from '../../src/files/elementTypes.js';
import { parseNpy } from '../../src/files/parseNpy.js';
import { parseNpz } from '../../src/files/parseNpz.js';
import { parseSafetensors } from '../../src/files/parseSafetensors.js';
import { refuseFile } from '../../src/files/refuseFile.js';
import { npy } from '../support/npy.js';
import { safetensors, safetensorsOf } from '../support/safetensors.js';
import { zip, type ZipFile } from '../support/zip.js';

const refuse = refuseFile('f');
const good = npy([2, 3], [1, 2, 3, 4, 5, 6]);
const header = (text: string) => npy([], new Uint8Array(48), { header: text });

function refuses(read: () => unknown, message: string): void {
  expect(read).toThrow(FileError);
  expect(read).toThrow(`f: ${message}`);
}

test('npy: gives back what was written, in both orders', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), (rows, columns) => {
      const rowMajor = Array.from({ length: rows * columns }, (_, i) => i / 7);
      const columnMajor = rowMajor.map((_, i) => rowMajor[(i % rows) * columns + Math.floor(i / rows)]!);
      expect(Array.from(parseNpy(npy([rows, columns], rowMajor), refuse).data)).toEqual(rowMajor);
      expect(Array.from(parseNpy(npy([rows, columns], columnMajor, { isColumnMajor: true }), refuse).data)).toEqual(rowMajor);
    }),
  );
});

test('float16 and bfloat16: every pattern of bits', () => {
  const view = new DataView(new ArrayBuffer(4));
  for (let bits = 0; bits < 65536; bits++) {
    view.setUint16(0, bits, true);
    const exponent = (bits >> 10) & 31;
    const fraction = (bits & 1023) / 1024;
    const magnitude =
      exponent === 31 ? (fraction === 0 ? Infinity : NaN) : exponent === 0 ? 2 ** -14 * fraction : 2 ** (exponent - 15) * (1 + fraction);
    expect(elementTypes.float16.read(view, 0, true)).toBe(bits < 32768 ? magnitude : -magnitude);
    const brain = elementTypes.bfloat16.read(view, 0, true);
    view.setUint32(0, bits << 16);
    expect(brain).toBe(view.getFloat32(0));
  }
});

describe('npy, malformed', () => {
  test('cut short at every byte', () => {
    for (let length = 0; length < good.length; length++) {
      refuses(() => parseNpy(good.subarray(0, length), refuse), `byte ${String(length)} of `);
    }
  });

  test.each([
    [Buffer.concat([good, Buffer.alloc(1)]), 'byte 176: expected the end of the file but found more data'],
    [Buffer.from('PK\x03\x04'), 'byte 0: expected the magic string of an npy file, 93 4e 55 4d 50 59 but found 50 4b 03 04'],
    [Buffer.from('\x93NUMPY\x04\x00', 'latin1'), 'byte 6: expected version 1.0, 2.0 or 3.0 of the npy format but found 4.0'],
    [
      Buffer.from('\x93NUMPY\x02\x00\xff\xff\xff\xff', 'latin1'),
      'byte 8: expected a header of at most 10000 bytes but found 4294967295 bytes',
    ],
    [header('{}'), "byte 10: expected a dictionary of 'descr'"],
    [header("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': ()}"), "byte 10: expected a dictionary of 'descr'"],
    [header("{'descr': '<f8', 'fortran_order': False, 'shape': (), 'more': 'x'}"), "byte 10: expected a dictionary of 'descr'"],
    [header("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': ()}"), "but found \"{'descr': [('a'"],
    [header("{'descr': '<c16', 'fortran_order': False, 'shape': (6,)}"), 'descr: expected real numbers: <f8, <f4, <f2, integers or |b1'],
    [header("{'descr': '|f8', 'fortran_order': False, 'shape': (6,)}"), 'but found "|f8"'],
    [header("{'descr': '<f8', 'fortran_order': False, 'shape': (6, , )}"), 'shape: expected a tuple of sizes but found "(6, , )"'],
    [header("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,)}"), 'shape: expected a tuple of sizes'],
    [header("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2, 3)}"), 'shape: expected at most two dimensions but found (1, 2, 3)'],
    [header("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 4503599627370496)}"), 'shape: expected sizes of at least 1'],
    [header("{'descr': '<f8', 'fortran_order': False, 'shape': (9007199254740991, 9007199254740991)}"), 'byte 176 of 6.49'],
    [
      header("{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296)}"),
      'expected more data but found the end of the file',
    ],
  ])('%#', (bytes, message) => {
    expect(() => parseNpy(bytes, refuse)).toThrow(FileError);
    expect(() => parseNpy(bytes, refuse)).toThrow(message);
  });
});

describe('npz', () => {
  const entry: ZipFile = { name: 'X.npy', content: good };
  const wide = (field: number, ...sizes: bigint[]) => {
    const extra = Buffer.alloc(4 + 8 * sizes.length);
    extra.writeUInt16LE(field);
    extra.writeUInt16LE(8 * sizes.length, 2);
    sizes.forEach((size, i) => extra.writeBigUInt64LE(size, 4 + 8 * i));
    return extra;
  };

  test.each<[string, Buffer]>([
    ['stored', zip([entry])],
    ['deflated', zip([{ ...entry, deflate: true }])],
    ['with a comment that looks like an end', zip([entry], 'PK\x05\x06 and more')],
    [
      'with a ZIP64 size, behind another field',
      zip([{ ...entry, size: 0xffffffff, extra: Buffer.concat([wide(7), wide(1, BigInt(good.length))]) }]),
    ],
  ])('%s', (_, bytes) => {
    const arrays = parseNpz(bytes, refuse);
    expect(Array.from(arrays.keys())).toEqual(['X']);
    expect(Array.from(arrays.get('X')!.data)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('cut short at every byte', () => {
    const bytes = zip([entry, { name: 'y.npy', content: good, deflate: true }]);
    for (let length = 0; length < bytes.length; length++) {
      refuses(() => parseNpz(bytes.subarray(0, length), refuse), 'the end: expected the directory of a zip archive but found none');
    }
  });

  test.each<[string, readonly ZipFile[], string]>([
    ['twice', [entry, entry], 'the directory: expected the file "X.npy" only once but found it twice'],
    ['another ending', [{ ...entry, name: 'X' }], 'the directory: expected only .npy files but found "X"'],
    ['encrypted', [{ ...entry, flags: 1 }], 'expected a file that is not encrypted but found "X.npy"'],
    ['bzip2', [{ ...entry, method: 12 }], 'expected "X.npy" stored or deflated but found compression method 12'],
    ['a wrong check sum', [{ ...entry, crc: 1 }], `"X.npy": expected data with the check sum 1 but found ${String(crc32(good))}`],
    ['stored, a wrong size', [{ ...entry, size: 3 }], '"X.npy": expected 3 bytes but found 176'],
    ['more than it says', [{ ...entry, deflate: true, size: 100 }], '"X.npy": expected 100 bytes but found more'],
    ['less than it says', [{ ...entry, deflate: true, size: 200 }], '"X.npy": expected 200 bytes but found 176'],
    ['more than fits', [{ ...entry, deflate: true, size: 2 ** 29 }], '"X.npy": expected a size that fits into'],
    [
      'gigabytes',
      [{ ...entry, deflate: true, size: 2 ** 31 }],
      'the directory: expected compressed arrays of at most 1073741824 bytes together',
    ],
    ['ZIP64 without a field', [{ ...entry, size: 0xffffffff }], 'expected a number, there or in a ZIP64 field but found none'],
    [
      'ZIP64, exabytes',
      [{ ...entry, deflate: true, size: 0xffffffff, extra: wide(1, 2n ** 64n - 1n) }],
      'bytes together but found 184467440737',
    ],
    [
      'deflated, damaged',
      [{ ...entry, method: 8, content: Buffer.alloc(20, 7), size: 20 }],
      '"X.npy": expected complete deflated data but found',
    ],
    ['shared bytes', [entry, { ...entry, name: 'y.npy', offset: 0 }], 'apart from the rest but found shared bytes'],
    ['not a header', [{ ...entry, offset: 1 }], 'byte 1: expected the header of "X.npy" but found something else'],
    ['beyond the end', [{ ...entry, offset: 2 ** 31 }], 'byte 2147483648: expected the header of "X.npy" but found the end of the file'],
    ['no array inside', [{ ...entry, content: Buffer.from('x') }], '"X.npy", byte 0: expected the magic string of an npy file'],
  ])('%s', (_, files, message) => {
    expect(() => parseNpz(zip(files), refuse)).toThrow(FileError);
    expect(() => parseNpz(zip(files), refuse)).toThrow(message);
  });

  test('data behind the end of the compressed ones', () => {
    const content = Buffer.concat([deflateRawSync(good), Buffer.alloc(3)]);
    const files = [{ name: 'X.npy', content, method: 8, size: good.length, crc: crc32(good) }];
    expect(() => parseNpz(zip(files), refuse)).toThrow('"X.npy": expected the end of its compressed data but found more of them');
  });

  test('a bomb: memory is not taken beyond what the directory says', () => {
    const zeros = Buffer.alloc(1 << 26);
    const bytes = zip([{ name: 'X.npy', content: zeros, deflate: true, size: 1000 }]);
    expect(bytes.length).toBeLessThan(1 << 17);
    const before = process.memoryUsage().arrayBuffers;
    expect(() => parseNpz(bytes, refuse)).toThrow('"X.npy": expected 1000 bytes but found more');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1 << 20);
  });
});

describe('safetensors, malformed', () => {
  const bytes = safetensors({ '0.weight': { shape: [1, 2], values: [1, 2] } }, { slopes: '[]' });
  const entry = (fields: object) =>
    safetensorsOf(JSON.stringify({ a: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...fields } }), Buffer.alloc(8));

  test('reads what was written', () => {
    const { arrays, metadata } = parseSafetensors(bytes, refuse);
    expect(arrays.get('0.weight')).toEqual({ shape: [1, 2], data: Float64Array.of(1, 2) });
    expect(Array.from(metadata)).toEqual([['slopes', '[]']]);
  });

  test('cut short at every byte', () => {
    for (let length = 0; length < bytes.length; length++) {
      expect(() => parseSafetensors(bytes.subarray(0, length), refuse)).toThrow(FileError);
    }
  });

  test.each([
    [Buffer.concat([bytes, Buffer.alloc(1)]), 'expected the end of the file but found more data'],
    [Buffer.alloc(8, 255), 'byte 0: expected a header of at most 100000000 bytes but found 184467440737'],
    [safetensorsOf('[]', Buffer.alloc(0)), 'the header: expected an object but found an array of length 0'],
    [safetensorsOf('{"a": }', Buffer.alloc(0)), 'the header, character 6: expected a value but found "}"'],
    [safetensorsOf('{"a": {}, "a": {}}', Buffer.alloc(0)), 'the header, character 10: expected the key "a" only once'],
    [safetensorsOf('{"__metadata__": {"slopes": 1}}', Buffer.alloc(0)), '__metadata__."slopes": expected a text but found 1'],
    [safetensorsOf('{"__proto__": {}}', Buffer.alloc(0)), '"__proto__".dtype: expected one of F64, F32, F16, BF16 but found nothing'],
    [entry({ dtype: 'I64' }), '"a".dtype: expected one of F64, F32, F16, BF16 but found "I64"'],
    [entry({ dtype: 'toString' }), '"a".dtype: expected one of F64, F32, F16, BF16 but found "toString"'],
    [entry({ shape: [2.5] }), '"a".shape[0]: expected an integer of at least 0 but found 2.5'],
    [entry({ shape: [0] }), '"a".shape: expected sizes of at least 1 but found (0)'],
    [entry({ shape: [2 ** 53 - 1, 2 ** 53 - 1] }), '"a".data_offsets: expected 3.24'],
    [entry({ shape: [1, 1, 2] }), '"a".shape: expected at most two dimensions but found (1, 1, 2)'],
    [entry({ data_offsets: [4, 12] }), '"a".data_offsets: expected [begin, end] within the 8 bytes behind the header but found [4, 12]'],
    [entry({ data_offsets: [8, 0] }), 'but found [8, 0]'],
    [entry({ data_offsets: [0, 8, 8] }), 'but found [0, 8, 8]'],
    [entry({ data_offsets: [0, 4] }), '"a".data_offsets: expected 8 bytes, by its shape but found 4'],
    [entry({ shape: [1], data_offsets: [4, 8] }), '"a".data_offsets: expected data from byte 0 on, where those before end but found 4'],
    [entry({ more: 1 }), '"a": expected only keys of dtype, shape, data_offsets but found "more"'],
  ])('%#', (file, message) => {
    expect(() => parseSafetensors(file, refuse)).toThrow(FileError);
    expect(() => parseSafetensors(file, refuse)).toThrow(message);
  });
});
