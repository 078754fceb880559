/** An array of numbers as a file holds it, row-major, with at most two dimensions of at least 1; none for a single number. */
export interface FileArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}
