import { list, matrix, numbers, options, type Refuse } from '../arguments.js';
import type { Layer } from './Layer.js';
import { makeLayer } from './makeLayer.js';

/** The layers of a network: a list of { weights, bias? } in which every layer takes what the one before gives; `inputs` is d_0 if known. */
export function parseLayers(place: string, value: unknown, inputs: number | undefined, refuse: Refuse): readonly Layer[] {
  let columns = inputs;
  const layers = list(
    place,
    value,
    'a list of layers',
    (entry, i) => {
      const layer = parseLayer(`${place}[${String(i)}]`, entry, columns, refuse);
      columns = layer.weights.rows;
      return layer;
    },
    { refuse },
  );
  return layers.length === 0 ? refuse(place, 'at least one layer', 'an empty list') : layers;
}

function parseLayer(place: string, value: unknown, inputs: number | undefined, refuse: Refuse): Layer {
  if (value === undefined) return refuse(place, 'a layer', 'nothing');
  const given = options(place, value, ['weights', 'bias'], refuse);
  const weights = matrix(`${place}.weights`, given.weights, inputs === undefined ? {} : { columns: inputs }, refuse);
  return makeLayer(weights, given.bias === undefined ? undefined : numbers(`${place}.bias`, given.bias, weights.rows, refuse));
}
