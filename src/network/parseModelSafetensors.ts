import { describe, type Refuse } from '../arguments.js';
import { findJsonProblem } from '../files/findJsonProblem.js';
import { parseSafetensors } from '../files/parseSafetensors.js';
import { chainLayers } from './chainLayers.js';
import type { LayerNames } from './LayerNames.js';
import type { ModelArrays } from './ModelArrays.js';
import { parseSlopes } from './parseSlopes.js';

/**
 * The network of a safetensors file that holds the state of a PyTorch `Sequential` of `Linear` layers: `0.weight`, `0.bias`, `2.weight` and
 * so on, in the order of their numbers, all with the same prefix if any. The metadata may have `slopes`: a JSON list of the negative slopes
 * of the hidden layers, or one number for all.
 */
export function parseModelSafetensors(bytes: Uint8Array, refuse: Refuse): ModelArrays {
  const { arrays, metadata } = parseSafetensors(bytes, refuse);
  const layers = chainLayers(arrays, layerNames(Array.from(arrays.keys()), refuse), refuse);
  const text = metadata.get('slopes');
  if (text === undefined) return { layers, slopes: undefined };
  const place = '__metadata__.slopes';
  const value: unknown = findJsonProblem(text) === undefined ? JSON.parse(text) : refuse(place, 'a JSON list of numbers', describe(text));
  return { layers, slopes: parseSlopes(place, value, layers.length - 1, refuse) };
}

function layerNames(names: readonly string[], refuse: Refuse): readonly LayerNames[] {
  const numbers = new Map<number, string>();
  let prefix: string | undefined;
  for (const name of names) {
    const [, stem, start, number] = /^((.*?)(0|[1-9]\d{0,8}))\.(?:weight|bias)$/s.exec(name) ?? [];
    if (stem === undefined || start === undefined || start !== (prefix ?? start)) {
      return refuse('the tensors', 'only 0.weight, 0.bias, 2.weight and so on: those of a Sequential of Linear', describe(name));
    }
    prefix = start;
    numbers.set(Number(number), stem);
  }
  if (numbers.size === 0) return refuse('the tensors', 'at least 0.weight', 'none');
  const stems = Array.from(numbers).sort(([a], [b]) => a - b);
  return stems.map(([, stem]) => ({ weights: `${stem}.weight`, bias: `${stem}.bias` }));
}
