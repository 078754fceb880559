import type { MaskSpecification } from './MaskSpecification.js';
import type { TargetColumns } from './TargetColumns.js';

/** A data specification of the command line, taken apart. */
export type DataSpecification = { readonly masks: MaskSpecification | undefined } & (
  | { readonly kind: 'file'; readonly path: string; readonly targets: TargetColumns | undefined }
  | { readonly kind: 'gaussian'; readonly samples: number; readonly inputs: number; readonly seed: number }
  | {
      readonly kind: 'mnist';
      readonly directory: string;
      readonly samples: number;
      readonly seed: number;
      readonly inputs: number | undefined;
    }
);
