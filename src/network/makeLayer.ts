import type { Matrix } from '../Matrix.js';
import type { Layer } from './Layer.js';

/** A layer; one without a bias has that property all the same, so that it inherits none. */
export function makeLayer(weights: Matrix, bias?: Float64Array): Layer {
  return Object.freeze({ weights, bias });
}
