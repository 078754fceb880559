/** The header of an IDX file of unsigned bytes, the format of MNIST: 0, 0, type 8, number of dimensions, then each as a big-endian uint32. */
export interface IdxHeader {
  readonly dimensions: readonly number[];
  /** Bytes of the header. */
  readonly length: number;
  /** Bytes of the whole file. */
  readonly total: number;
}
