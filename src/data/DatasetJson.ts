import type { MaskSpecification } from './MaskSpecification.js';

/** The value of a data file, one row per sample. */
export interface DatasetJson {
  readonly format: 'kinkless-data/1';
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly (readonly number[])[];
  readonly masks?: readonly (readonly (readonly number[])[])[] | MaskSpecification;
}
