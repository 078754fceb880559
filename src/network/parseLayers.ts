import { describe, guarded, matrix, numbers, options, type Refuse } from '../arguments.js';
import type { Layer } from './Layer.js';

/** The layers of a network: a list of { weights, bias? } in which every layer takes what the one before gives; `inputs` is d_0 if known. */
export function parseLayers(place: string, value: unknown, inputs: number | undefined, refuse: Refuse): readonly Layer[] {
  return guarded(place, 'a list of layers', refuse, () => {
    if (!Array.isArray(value)) return refuse(place, 'a list of layers', describe(value));
    if (value.length === 0) return refuse(place, 'at least one layer', 'an empty list');
    const layers: Layer[] = [];
    for (let i = 0; i < value.length; i++) {
      const columns = i === 0 ? inputs : layers[i - 1]!.weights.rows;
      layers.push(parseLayer(`${place}[${String(i)}]`, value[i], columns, refuse));
    }
    return layers;
  });
}

function parseLayer(place: string, value: unknown, inputs: number | undefined, refuse: Refuse): Layer {
  if (value === undefined) return refuse(place, 'a layer', 'nothing');
  const given = options(place, value, ['weights', 'bias'], refuse);
  const weights = matrix(`${place}.weights`, given.weights, inputs === undefined ? {} : { columns: inputs }, refuse);
  if (given.bias === undefined) return Object.freeze({ weights });
  return Object.freeze({ weights, bias: numbers(`${place}.bias`, given.bias, weights.rows, refuse) });
}
