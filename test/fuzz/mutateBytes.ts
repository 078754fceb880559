import type { Random } from './Random.js';

// Where readers of sizes go wrong: nothing, one, and both sides of every power of two that a type of integers ends at.
const EXTREMES = [
  0n,
  1n,
  0x7fn,
  0xffn,
  0x7fffn,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffffffn,
  0x100000000n,
  2n ** 53n,
  2n ** 61n,
  2n ** 63n,
  2n ** 64n - 1n,
];

type Mutation = (bytes: Buffer, random: Random) => Buffer;

const slice = (bytes: Buffer, random: Random): readonly [number, number] => {
  const start = random.below(bytes.length);
  return [start, start + random.below(Math.min(64, bytes.length - start) + 1)];
};

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => {
    const at = random.below(bytes.length);
    bytes[at] = bytes[at]! ^ (1 << random.below(8));
    return bytes;
  },
  (bytes, random) => {
    bytes[random.below(bytes.length)] = random.pick([0, 1, 0x7f, 0x80, 0xff, random.below(256)]);
    return bytes;
  },
  (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  (bytes, random) => bytes.subarray(random.below(bytes.length)),
  (bytes, random) => {
    const [start, end] = slice(bytes, random);
    return Buffer.concat([bytes.subarray(0, end), bytes.subarray(start)]);
  },
  (bytes, random) => {
    const [start, end] = slice(bytes, random);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  },
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    const inserted = Buffer.alloc(1 + random.below(16), random.below(256));
    return Buffer.concat([bytes.subarray(0, at), inserted, bytes.subarray(at)]);
  },
  (bytes, random) => {
    const size = random.pick([2, 4, 8]);
    if (bytes.length < size) return bytes;
    const field = Buffer.alloc(8);
    field.writeBigUInt64LE(random.pick(EXTREMES));
    const value = field.subarray(0, size);
    if (random.chance(30)) value.reverse();
    // Headers are at the front, those of archives at the end.
    const last = bytes.length - size;
    const at = random.pick([random.below(Math.min(last, 32) + 1), Math.max(0, last - random.below(80)), random.below(last + 1)]);
    value.copy(bytes, at);
    return bytes;
  },
];

/** One to four changes that know nothing of what the bytes mean: flipped bits, cuts, copies, and extreme sizes. */
export function mutateBytes(original: Uint8Array, random: Random): Buffer {
  let bytes = Buffer.from(original);
  for (let i = random.below(4); i >= 0; i--) {
    if (bytes.length === 0) return bytes;
    bytes = Buffer.from(random.pick(MUTATIONS)(bytes, random));
  }
  return bytes;
}
