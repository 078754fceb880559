import type { Layer } from './Layer.js';
import { makeLayer } from './makeLayer.js';
import { reserve } from '../native/reserve.js';

/** The layers that {@link packParameters} packed, as copies. `widths` is d_0 … d_L, `biases` says which of the L layers have one. */
export function unpackParameters(packed: Float64Array, widths: readonly number[], biases: readonly boolean[]): readonly Layer[] {
  let at = 0;
  return biases.map((hasBias, l) => {
    const columns = widths[l]!;
    const rows = widths[l + 1]!;
    const data = reserve(rows * columns);
    const bias = reserve(hasBias ? rows : 0);
    for (let i = 0; i < rows; i++) {
      data.set(packed.subarray(at, at + columns), i * columns);
      at += columns;
      if (hasBias) bias[i] = packed[at++]!;
    }
    const weights = Object.freeze({ data, rows, columns });
    return makeLayer(weights, hasBias ? bias : undefined);
  });
}
