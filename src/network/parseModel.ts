import { integer, numbers, oneOf, options, type Refuse } from '../arguments.js';
import type { NetworkParts } from './NetworkParts.js';
import { parseLayers } from './parseLayers.js';

/** The network of a model file's JSON value; places are those inside the file, such as `layers[1].weights[3]`. */
export function parseModel(value: unknown, refuse: Refuse): NetworkParts {
  const given = options('top level', value, ['format', 'inputs', 'slopes', 'layers'], refuse);
  oneOf('format', given.format, ['kinkless-model/1'], refuse);
  const inputs = integer('inputs', given.inputs, { min: 1 }, refuse);
  const layers = parseLayers('layers', given.layers, inputs, refuse);
  return { layers, slopes: numbers('slopes', given.slopes, layers.length - 1, refuse) };
}
