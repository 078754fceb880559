import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readIdx } from '../../src/data/readIdx.js';
import { FileError } from '../../src/errors.js';
import { idx } from '../support/idx.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

function put(bytes: Uint8Array): string {
  const file = path.join(folder, 'file');
  writeFileSync(file, bytes);
  return file;
}

test('gives back what was written, plain and compressed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
      fc.boolean(),
      async (dimensions, compress) => {
        const data = Uint8Array.from({ length: dimensions.reduce((a, b) => a * b, 1) }, (_, i) => (i * 37) % 256);
        const bytes = idx(dimensions, data);
        const read = await readIdx(put(compress ? gzipSync(bytes) : bytes), dimensions.length);
        expect(read.dimensions).toEqual(dimensions);
        expect(Array.from(read.data)).toEqual(Array.from(data));
      },
    ),
    { numRuns: 50 },
  );
});

const good = idx([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);

const edited = (at: number, ...bytes: number[]) => {
  const copy = Buffer.from(good);
  copy.set(bytes, at);
  return copy;
};

describe.each([
  ['plain', (bytes: Uint8Array) => bytes],
  ['compressed', (bytes: Uint8Array) => gzipSync(bytes)],
])('malformed, %s', (_, pack) => {
  test('cut short at every byte', async () => {
    for (let length = 0; length < good.length; length++) {
      const total = length < 4 ? 4 : length < 16 ? 16 : 28;
      const file = put(pack(good.subarray(0, length)));
      await expect(readIdx(file, 3)).rejects.toThrow(FileError);
      await expect(readIdx(file, 3)).rejects.toThrow(`${file}: byte ${String(length)} of ${String(total)}: expected`);
      await expect(readIdx(file, 3)).rejects.toThrow('but found the end of the file');
    }
  });

  test.each([
    [Buffer.concat([good, Buffer.from([0])]), 'byte 28: expected the end of the file but found more data'],
    [edited(0, 1), 'byte 0: expected the magic number of an IDX file of unsigned bytes, 00 00 08 but found 01 00 08'],
    [edited(2, 0x0d), 'byte 0: expected the magic number of an IDX file of unsigned bytes, 00 00 08 but found 00 00 0d'],
    [edited(3, 1), 'byte 3: expected 3 dimensions but found 1'],
    [edited(8, 0, 0, 0, 0), 'byte 8: expected a size of at least 1 but found 0'],
    [edited(4, 255, 255, 255, 255, 255, 255, 255, 255), 'byte 8: expected sizes of at most 4294967296 bytes together'],
  ])('%#', async (bytes, message) => {
    const file = put(pack(bytes));
    await expect(readIdx(file, 3)).rejects.toThrow(`${file}: ${message}`);
  });
});

describe('sizes are refused before memory is taken for them', () => {
  const announced = edited(4, 0, 255, 255, 255);

  test('plain: more than the file has', async () => {
    await expect(readIdx(put(announced), 3)).rejects.toThrow('byte 28 of 100663306: expected more data but found the end of the file');
  });

  test('compressed: more than the file can expand to', async () => {
    await expect(readIdx(put(gzipSync(announced)), 3)).rejects.toThrow(
      /byte 4: expected sizes that fit into \d+ compressed bytes but found 100663306 bytes/,
    );
  });

  test('a small file that expands to 64 MB beyond its header is left at the first byte too many', async () => {
    const bomb = gzipSync(Buffer.concat([good, Buffer.alloc(1 << 26)]));
    expect(bomb.length).toBeLessThan(1 << 17);
    await expect(readIdx(put(bomb), 3)).rejects.toThrow('byte 28: expected the end of the file but found more data');
  });
});

test('a damaged compressed file', async () => {
  const bytes = gzipSync(good);
  for (let length = 2; length < bytes.length; length++) {
    await expect(readIdx(put(bytes.subarray(0, length)), 3)).rejects.toThrow('compressed data: expected a complete gzip file but found');
  }
  bytes[bytes.length - 8]! ^= 1;
  await expect(readIdx(put(bytes), 3)).rejects.toThrow('compressed data: expected a complete gzip file but found incorrect data check');
});

test('no file, and a folder', async () => {
  await expect(readIdx(path.join(folder, 'none'), 3)).rejects.toThrow(
    'none: reading: expected a readable file but found no such file or folder',
  );
  await expect(readIdx(folder, 3)).rejects.toThrow('reading: expected a readable file but found a folder');
});
