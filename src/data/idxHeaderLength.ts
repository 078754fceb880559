/** Bytes of an IDX header: the magic number and one 32-bit size per dimension. */
export function idxHeaderLength(dimensions: number): number {
  return 4 + 4 * dimensions;
}
