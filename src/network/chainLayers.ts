import type { Refuse } from '../arguments.js';
import type { FileArray } from '../files/FileArray.js';
import { fileMatrix } from '../files/fileMatrix.js';
import { fileVector } from '../files/fileVector.js';
import type { Layer } from './Layer.js';
import type { LayerNames } from './LayerNames.js';

/** The layers of these names, in which every layer takes what the one before gives: weights d_l × d_{l−1}, as PyTorch's, and biases if there. */
export function chainLayers(arrays: ReadonlyMap<string, FileArray>, names: readonly LayerNames[], refuse: Refuse): readonly Layer[] {
  const layers: Layer[] = [];
  for (const { weights: weightsName, bias: biasName } of names) {
    const inputs = layers.at(-1)?.weights.rows;
    const weights = fileMatrix(weightsName, arrays.get(weightsName), inputs === undefined ? {} : { columns: inputs }, refuse);
    const bias = arrays.get(biasName);
    layers.push(Object.freeze(bias === undefined ? { weights } : { weights, bias: fileVector(biasName, bias, weights.rows, refuse) }));
  }
  return layers;
}
