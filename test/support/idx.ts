/** The bytes of an IDX file of unsigned bytes. */
export function idx(dimensions: readonly number[], data: Uint8Array | readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * dimensions.length);
  header.set([0, 0, 8, dimensions.length]);
  dimensions.forEach((size, i) => header.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([header, Uint8Array.from(data)]);
}
