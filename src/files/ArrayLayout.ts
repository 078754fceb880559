import type { ElementType } from './ElementType.js';

/** How the bytes of an array are to be read. */
export interface ArrayLayout {
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly isLittleEndian: boolean;
  /** First index fastest (Fortran's order) instead of the last one. */
  readonly isColumnMajor: boolean;
}
