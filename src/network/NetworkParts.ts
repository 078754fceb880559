import type { Layer } from './Layer.js';

/** What makes a network: L layers, and the negative slope of each of the L − 1 hidden ones. */
export interface NetworkParts {
  readonly layers: readonly Layer[];
  readonly slopes: Float64Array;
}
