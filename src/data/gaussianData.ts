import { normal, sign } from '../native/random.js';
import type { DatasetParts } from './DatasetParts.js';

/** X ~ N(0, 1) and y = ±1 with equal probability: stream `data`, substreams 0 and 1. */
export function gaussianData(samples: number, inputs: number, seed: number): Pick<DatasetParts, 'inputs' | 'targets'> {
  return {
    inputs: Object.freeze({ data: normal(seed, 'data', 0, samples * inputs), rows: samples, columns: inputs }),
    targets: Object.freeze({ data: sign(seed, 'data', 1, samples), rows: samples, columns: 1 }),
  };
}
