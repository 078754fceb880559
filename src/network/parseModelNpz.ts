import { describe, nearest, type Refuse } from '../arguments.js';
import { parseNpz } from '../files/parseNpz.js';
import { chainLayers } from './chainLayers.js';
import type { ModelArrays } from './ModelArrays.js';
import { parseSlopes } from './parseSlopes.js';

/**
 * The network of an npz file: `W_1` … `W_L`, d_l × d_{l−1}; `b_1` … `b_L`, as many of them as there are biases; and `slopes`, one for each
 * hidden layer or one for all, or none.
 */
export function parseModelNpz(bytes: Uint8Array, refuse: Refuse): ModelArrays {
  const arrays = parseNpz(bytes, refuse);
  const count = Array.from(arrays.keys()).filter((name) => /^W_[1-9]\d*$/.test(name)).length;
  const names = Array.from({ length: Math.max(1, count) }, (_, l) => ({ weights: `W_${String(l + 1)}`, bias: `b_${String(l + 1)}` }));
  const known = [...names.flatMap(({ weights, bias }) => [weights, bias]), 'slopes'];
  for (const name of arrays.keys()) {
    if (!known.includes(name)) {
      refuse('the arrays', 'only W_1, b_1, W_2 and so on without a gap, and slopes', `${describe(name)}${nearest(name, known)}`);
    }
  }
  const layers = chainLayers(arrays, names, refuse);
  const slopes = arrays.get('slopes');
  if (slopes === undefined) return { layers, slopes: undefined };
  return { layers, slopes: parseSlopes('slopes', slopes.shape.length === 0 ? slopes.data[0] : slopes.data, layers.length - 1, refuse) };
}
