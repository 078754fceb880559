import { Dataset } from '../data/Dataset.js';
import { findMnist } from '../data/findMnist.js';
import { readIdx } from '../data/readIdx.js';
import { ArgumentError } from '../errors.js';
import { MNIST } from './mnistPrefix.js';
import type { Plan } from './Plan.js';
import { sampledCells } from './sampledCells.js';
import { trialAt } from './trialAt.js';

/**
 * Makes sure that the data which a plan names are there, and large enough, before any trial runs.
 *
 * @throws {FileError} where a file or folder of them cannot be read
 * @throws {ArgumentError} where more samples are asked for than there are
 */
export async function checkData(plan: Plan, signal: AbortSignal | undefined): Promise<void> {
  /** How many samples there are to draw from. */
  const populations = new Map<string, number>();
  for (const cell of sampledCells(plan)) {
    const { data, samples } = trialAt(plan, cell * plan.repetitions);
    if (data === 'gaussian') continue;
    if (!populations.has(data)) populations.set(data, await populationOf(data));
    signal?.throwIfAborted();
    const population = populations.get(data)!;
    if (samples !== undefined && samples > population)
      throw new ArgumentError('samples', `at most ${String(population)}, the samples of ${data}`, String(samples));
  }
}

async function populationOf(data: string): Promise<number> {
  if (!data.startsWith(MNIST)) return (await Dataset.parse(data)).samples;
  const { labels } = await findMnist(data.slice(MNIST.length));
  return (await readIdx(labels, 1)).data.length;
}
