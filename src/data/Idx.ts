/** An array of unsigned bytes, row-major. */
export interface Idx {
  readonly dimensions: readonly number[];
  readonly data: Uint8Array;
}
