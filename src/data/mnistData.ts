import { allocate, integer, refuseArgument } from '../arguments.js';
import { FileError } from '../errors.js';
import { choose } from '../native/random.js';
import type { Matrix } from '../Matrix.js';
import type { DatasetParts } from './DatasetParts.js';
import { findMnist } from './findMnist.js';
import { principalComponents } from './principalComponents.js';
import { readIdx } from './readIdx.js';

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
  const files = await findMnist(directory);
  const labels = await readIdx(files.labels, 1);
  signal?.throwIfAborted();
  const images = await readIdx(files.images, 3);
  signal?.throwIfAborted();
  const [population, height, width] = images.dimensions as [number, number, number];
  if (labels.data.length !== population) {
    throw new FileError(files.labels, 'byte 4', `${String(population)} labels, one per image`, String(labels.data.length));
  }
  const wrong = labels.data.findIndex((label) => label > 9);
  if (wrong >= 0) throw new FileError(files.labels, `byte ${String(8 + wrong)}`, 'a digit from 0 to 9', String(labels.data[wrong]));
  const samples = integer('samples', selection.samples, { min: 1, max: population });
  const chosen = choose(population, samples, seed, 'data', 2);
  const pixels = gather(images.data, height * width, chosen);
  const targets = chosen.map((index) => (labels.data[index]! <= 4 ? -1 : 1));
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
