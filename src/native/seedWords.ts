const TWO_TO_32 = 2 ** 32;

/** The low and the high 32 bits of a seed, as the core takes them. */
export function seedWords(seed: number): readonly [number, number] {
  return [seed % TWO_TO_32, Math.floor(seed / TWO_TO_32)];
}
