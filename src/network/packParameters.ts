import type { Layer } from './Layer.js';
import { reserve } from '../native/reserve.js';

/** vec of every W̄_l = [W_l b_l], row-major, layer after layer. */
export function packParameters(layers: readonly Layer[]): Float64Array {
  const packed = reserve(layers.reduce((sum, { weights, bias }) => sum + weights.data.length + (bias?.length ?? 0), 0));
  let at = 0;
  for (const { weights, bias } of layers) {
    const { data, rows, columns } = weights;
    for (let i = 0; i < rows; i++) {
      packed.set(data.subarray(i * columns, (i + 1) * columns), at);
      at += columns;
      if (bias !== undefined) packed[at++] = bias[i]!;
    }
  }
  return packed;
}
