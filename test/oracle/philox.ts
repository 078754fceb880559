const MASK = 0xffffffffn;

type Four = readonly [bigint, bigint, bigint, bigint];

/** Philox4x32-10 written from its published definition, in big integers. */
export function philox(counter: Four, key: readonly [bigint, bigint]): Four {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const p0 = 0xd2511f53n * c0;
    const p1 = 0xcd9e8d57n * c2;
    [c0, c1, c2, c3] = [(p1 >> 32n) ^ c1 ^ k0, p1 & MASK, (p0 >> 32n) ^ c3 ^ k1, p0 & MASK];
    k0 = (k0 + 0x9e3779b9n) & MASK;
    k1 = (k1 + 0xbb67ae85n) & MASK;
  }
  return [c0, c1, c2, c3];
}

/** The 64-bit word behind entry `k` of a stream. */
export function word(seed: bigint, stream: bigint, substream: bigint, k: bigint): bigint {
  const block = k / 2n;
  const [w0, w1, w2, w3] = philox([block & MASK, block >> 32n, stream, substream], [seed & MASK, seed >> 32n]);
  return k % 2n === 0n ? (w1 << 32n) | w0 : (w3 << 32n) | w2;
}
