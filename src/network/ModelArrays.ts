import type { Layer } from './Layer.js';

/** A network as a file of arrays holds it; `slopes` is undefined when the file does not say. */
export interface ModelArrays {
  readonly layers: readonly Layer[];
  readonly slopes: Float64Array | undefined;
}
