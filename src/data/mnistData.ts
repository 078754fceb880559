import { allocate, integer, refuseArgument } from '../arguments.js';
import { choose } from '../native/random.js';
import type { Matrix } from '../Matrix.js';
import type { DatasetParts } from './DatasetParts.js';
import { principalComponents } from './principalComponents.js';
import { readMnist } from './readMnist.js';

/** What to take of MNIST, checked. */
export interface MnistSelection {
  readonly samples: number;
  readonly seed: number;
  /** Number of principal components of the subset; undefined: all pixels. */
  readonly components: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * N digits of MNIST, drawn without replacement (stream `data`, substream 2): pixels in [0, 1], or principal components of the subset;
 * targets −1 for the digits 0–4, 1 for 5–9.
 */
export async function mnistData(directory: string, selection: MnistSelection): Promise<Pick<DatasetParts, 'inputs' | 'targets'>> {
  const { seed, components, signal } = selection;
  signal?.throwIfAborted();
  const { labels, images, pixels: size } = await readMnist(directory, signal);
  const population = labels.length;
  const samples = integer('samples', selection.samples, { min: 1, max: population });
  const chosen = choose(population, samples, seed, 'data', 2);
  const pixels = gather(images, size, chosen);
  const targets = chosen.map((index) => (labels[index]! <= 4 ? -1 : 1));
  const inputs = components === undefined ? pixels : await principalComponents('inputs', pixels, components, signal ? { signal } : {});
  return { inputs, targets: Object.freeze({ data: targets, rows: samples, columns: 1 }) };
}

function gather(bytes: Uint8Array, size: number, chosen: Float64Array): Matrix {
  const data = allocate('samples', chosen.length * size, refuseArgument);
  chosen.forEach((index, n) => {
    for (let j = 0; j < size; j++) data[n * size + j] = bytes[index * size + j]! / 255;
  });
  return Object.freeze({ data, rows: chosen.length, columns: size });
}
