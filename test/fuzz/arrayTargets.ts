import { npy } from '../support/npy.js';
import { safetensors, safetensorsOf } from '../support/safetensors.js';
import { zip, type ZipFile } from '../support/zip.js';
import type { FuzzTarget } from './FuzzTarget.js';
import { mutateBytes } from './mutateBytes.js';
import { mutateText } from './mutateText.js';
import { orFixture } from './orFixture.js';
import type { Random } from './Random.js';
import { readData, readModel } from './read.js';

const DESCRS = ['<f8', '<f8', '>f8', '<f4', '<f2', '<i8', '>u4', '|b1', '|i1', '<c16', '|O', '<U3', '=f8', '|f8', '<f9', '__proto__', ''];
const HEADER = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

/** An npy file of mostly the right shape; or with another type, order, version or header, of sizes that fit or do not. */
function array(random: Random, shape: readonly number[]): Buffer {
  const count = shape.reduce((a, b) => a * b, 1);
  const values = Array.from({ length: count }, (_, i) => i - 1);
  if (random.chance(50)) return npy(shape, values);
  const options = { version: random.pick([1, 1, 2, 3] as const), isColumnMajor: random.chance(40) };
  const bytes = random.pick([
    () => npy(shape, values, { ...options, descr: random.pick(DESCRS) }),
    () => npy(shape, Buffer.alloc(4 * count, 1), { ...options, descr: random.pick(['<f4', '>i4', '<u4']) }),
    () => npy(shape, values, { ...options, header: mutateText(HEADER.replace('2, 3', shape.join(', ')), random) }),
    () =>
      npy(
        shape.map((size) => size * random.pick([1, 1, 2 ** 16, 2 ** 32, 2 ** 52])),
        values,
        options,
      ),
  ])();
  return random.chance(30) ? mutateBytes(bytes, random) : bytes;
}

function archive(random: Random, names: readonly (readonly [string, readonly number[]])[]): Buffer {
  const files = names.map(([name, shape]): ZipFile => {
    const file = { name: `${random.chance(3) ? random.pick(['y', '', '../x', 'W_1', '__proto__']) : name}.npy` };
    const content = random.chance(70) ? npy(shape, new Array<number>(shape.reduce((a, b) => a * b, 1)).fill(0.5)) : array(random, shape);
    const deflate = random.chance(50);
    if (random.chance(80)) return { ...file, content, deflate };
    const size = random.pick([0, 1, Math.max(0, content.length - 1), content.length + 1, 2 ** 20, 2 ** 31, 2 ** 32 - 1]);
    const wide = Buffer.alloc(20);
    wide.writeUInt32LE(0x00100001);
    wide.writeBigUInt64LE(random.pick([BigInt(content.length), 0n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n]), 4);
    return random.pick<ZipFile>([
      { ...file, content, deflate, size },
      { ...file, content, deflate, size: 2 ** 32 - 1, extra: wide },
      { ...file, content, deflate, flags: random.below(65536) },
      { ...file, content, deflate, method: random.pick([0, 1, 8, 9, 12]) },
      { ...file, content, deflate, offset: random.pick([0, 1, 30, 2 ** 31, 2 ** 32 - 1]) },
      { ...file, content, deflate, crc: 0 },
      { ...file, content: mutateBytes(content, random), deflate },
    ]);
  });
  const bytes = zip(files, random.chance(10) ? 'PK\x05\x06'.repeat(random.below(20)) : '');
  return random.chance(20) ? mutateBytes(bytes, random) : bytes;
}

const TENSORS = {
  '0.weight': { shape: [3, 2], values: [1, 2, 3, 4, 5, 6] },
  '0.bias': { shape: [3], values: [1, 2, 3] },
  '2.weight': { shape: [1, 3], values: [1, -1, 1] },
};

function tensors(random: Random): Buffer {
  const bytes = safetensors(
    TENSORS,
    random.chance(50) ? { slopes: random.pick(['[0.25]', '0.5', '[]', '[1e999]', '{}', '[0,0]', '']) } : undefined,
  );
  if (random.chance(5)) return bytes;
  const start = 8 + bytes.readUInt32LE();
  const header = bytes.subarray(8, start).toString();
  const changed = random.pick([
    () => bytes,
    () => safetensorsOf(mutateText(header, random), bytes.subarray(start)),
    () => safetensorsOf(mutateEntry(header, random), bytes.subarray(start)),
  ])();
  return random.chance(30) ? mutateBytes(changed, random) : changed;
}

/** One field of one tensor takes another value, so that what is wrong is not the JSON. */
function mutateEntry(header: string, random: Random): string {
  const entries = JSON.parse(header) as Record<string, Record<string, unknown>>;
  const name = random.pick(Object.keys(TENSORS));
  const entry = entries[name]!;
  const size = random.pick([0, 1, 2, 3, 4, 8, 12, 24, 36, 48, 2 ** 31, 2 ** 32, 2 ** 53 - 1, 2 ** 53, 1e300]);
  const field = random.pick(['shape', 'shape', 'data_offsets', 'data_offsets', 'dtype']);
  if (field === 'dtype') entry[field] = random.pick(['F64', 'F16', 'BF16', 'I64', 'toString', null]);
  else (entry[field] as number[])[random.below(2)] = size;
  if (random.chance(20)) entries[random.pick(['1.weight', '00.weight', 'a.0.bias', '0.weight.weight', '999999999.bias', ''])] = entry;
  return JSON.stringify(entries);
}

/** Readers of npy, npz and safetensors. */
export const arrayTargets: readonly FuzzTarget[] = [
  {
    name: 'npy',
    file: 'input.npy',
    generate: orFixture('', '.npy', (random) => array(random, random.pick([[2, 3], [1, 2], [4, 2], [6], [], [2, 2, 2]]))),
    read: (file, bytes, random) => {
      readData(file, bytes, random.pick([undefined, undefined, 1, 2, ['y']]));
    },
  },
  {
    name: 'npz data',
    file: 'input.npz',
    generate: orFixture('data', '.npz', (random) =>
      archive(random, [
        ['X', [3, 2]],
        ['y', random.pick([[3], [3, 1], [3, 2]])],
        ...(random.chance(50) ? [['mask_1', [3, 2]] as const] : []),
      ]),
    ),
    read: (file, bytes) => {
      readData(file, bytes);
    },
  },
  {
    name: 'npz model',
    file: 'input.npz',
    generate: orFixture('model', '.npz', (random) =>
      archive(random, [
        ['W_1', [2, 3]],
        ['b_1', [2]],
        ['W_2', [1, 2]],
        ...(random.chance(50) ? [['slopes', random.pick([[1], []])] as const] : []),
      ]),
    ),
    read: readModel,
  },
  { name: 'safetensors', file: 'input.safetensors', generate: orFixture('', '.safetensors', tensors), read: readModel },
];
