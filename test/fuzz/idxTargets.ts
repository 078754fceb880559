import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { decodeIdx } from '../../src/data/decodeIdx.js';
import { idx } from '../support/idx.js';
import type { FuzzTarget } from './FuzzTarget.js';
import { mutateBytes } from './mutateBytes.js';
import type { Random } from './Random.js';

const SIZES = [0, 1, 2, 3, 255, 256, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1];

function plain(random: Random): Buffer {
  const dimensions = Array.from({ length: random.pick([3, 3, 3, 1, 2]) }, () => 1 + random.below(4));
  const bytes = idx(dimensions, new Uint8Array(dimensions.reduce((a, b) => a * b, 1)).fill(7));
  if (random.chance(30)) bytes.writeUInt32BE(random.pick(SIZES), 4 + 4 * random.below(dimensions.length));
  return random.chance(50) ? mutateBytes(bytes, random) : bytes;
}

async function read(file: string, bytes: Uint8Array, random: Random): Promise<void> {
  const dimensionCount = random.pick([3, 3, 1]);
  // Files come in pieces; one may end anywhere.
  const cut = random.below(bytes.length + 1);
  const pieces = [bytes.subarray(0, cut), bytes.subarray(cut)].filter(({ length }) => length > 0);
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const { dimensions, data } = await decodeIdx(file, dimensionCount, { stream: Readable.from(pieces), size: bytes.length, isCompressed });
  if (dimensions.length !== dimensionCount || dimensions.reduce((a, b) => a * b, 1) !== data.length) throw new Error('sizes do not fit');
}

/** The reader of IDX, plain and compressed. */
export const idxTargets: readonly FuzzTarget[] = [
  { name: 'IDX', file: 'input-idx3-ubyte', generate: plain, read },
  {
    name: 'IDX.gz',
    file: 'input-idx3-ubyte.gz',
    generate: (random) => {
      const bytes = gzipSync(plain(random), { level: 1 });
      return random.chance(50) ? mutateBytes(bytes, random) : bytes;
    },
    read,
  },
];
