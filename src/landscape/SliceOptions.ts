export interface SliceOptions {
  /** The slice reaches from −range to range, in steps of the direction's own length; 1 if left out. */
  readonly range?: number | undefined;
  /** Points per direction, an odd number so that the network itself is one; 401 on a line and 61 on a plane if left out. */
  readonly points?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Told now and then which fraction of the work is done, 0 … 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined;
}
