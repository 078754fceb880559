import type { ArrayLayout } from './ArrayLayout.js';

/** The header of an npy file. */
export interface NpyHeader extends ArrayLayout {
  /** Bytes of the header. */
  readonly length: number;
  /** Bytes of the whole file. */
  readonly total: number;
}
