import { list, options as parseOptions, seed } from '../arguments.js';
import type { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import type { Network } from '../network/Network.js';
import { packReplicas } from './packReplicas.js';
import { parseManyOptions } from './parseManyOptions.js';
import { parseReplicas } from './parseReplicas.js';
import { MOST_HISTORY, parseTrainOptions, SHARED_KEYS } from './parseTrainOptions.js';
import { progressFrom } from './progressFrom.js';
import type { ReplicaRun } from './ReplicaRun.js';
import { requireSigns } from './requireSigns.js';
import { mostHistory, runTrainings, type Training } from './runTrainings.js';
import { takeBreath } from './takeBreath.js';
import type { TrainManyOptions } from './TrainManyOptions.js';

/**
 * Trains many networks, each on a data set of its own or all on the same, spread over the processor's cores by one job of the core. Run k has
 * the same bits as `train(networks[k], datasets[k], { …options, seed: seed + k })`, with a history of the start and the end unless
 * `historyEvery` says otherwise; whatever the number of threads. Thousands of tiny trainings cost little beside their own time.
 *
 * The result has one entry for each network, as `Promise.allSettled` has: a training that diverges, or finds no memory, is `rejected` with its
 * {@link KinklessError} as `reason`, and the others go on.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws `options.signal.reason` when aborted, and whatever `onProgress` throws
 */
export async function trainMany(
  networks: readonly Network[],
  datasets: Dataset | readonly Dataset[],
  options: TrainManyOptions = {},
): Promise<readonly PromiseSettledResult<ReplicaRun>[]> {
  const given = parseOptions('options', options, [...SHARED_KEYS, 'seed', 'validation', 'threads', 'signal', 'onProgress']);
  const { threads, signal, onProgress } = parseManyOptions(given);
  const replicas = parseReplicas(networks, datasets, given.validation);
  const { seed: givenSeed = 0 } = given;
  const seeds = parseSeeds(givenSeed, replicas.length);
  const shared = Object.fromEntries(SHARED_KEYS.map((key) => [key, given[key]]));
  const trainings: Training[] = [];
  for (const [k, replica] of replicas.entries()) {
    await takeBreath();
    const { network, data, validation } = replica;
    const parsed = parseTrainOptions({ ...shared, validation, seed: seeds(k) }, network, data.samples, 1);
    requireSigns(parsed, data);
    trainings.push({ ...replica, parsed });
  }
  requireRoom(trainings);

  const results: PromiseSettledResult<ReplicaRun>[] = [];
  while (results.length < trainings.length) {
    signal?.throwIfAborted();
    const first = results.length;
    const raw = packReplicas(trainings, first, (training) => 2 * training.network.parameterCount + mostHistory(training));
    const part = trainings.slice(first, first + raw.networks.length);
    const job = { signal, onProgress: progressFrom(first, trainings.length, onProgress) };
    for (const result of await runTrainings(part, raw, threads, job)) results.push(result);
  }
  return Object.freeze(results);
}

/** The seed of network k. */
function parseSeeds(value: unknown, count: number): (k: number) => number {
  if (!Array.isArray(value)) {
    const first = seed('options.seed', value);
    return (k) => first + k;
  }
  const seeds = list('options.seed', value, `a seed, or a list with one for each of ${String(count)} networks`, readSeed, {
    length: count,
  });
  return (k) => seeds[k]!;
}

function readSeed(value: unknown, k: number): number {
  return seed(`options.seed[${String(k)}]`, value);
}

/** @throws {ArgumentError} if the histories together may become too long for memory */
function requireRoom(trainings: readonly Training[]): void {
  const numbers = trainings.reduce((sum, training) => sum + mostHistory(training), 0);
  if (numbers > MOST_HISTORY)
    throw new ArgumentError('options.historyEvery', 'fewer history rows for all networks together (2^27 numbers at most)', String(numbers));
}
