import { boolean, options as parseOptions } from '../arguments.js';
import type { Dataset } from '../data/Dataset.js';
import { KinklessError } from '../errors.js';
import { coreFailure } from '../native/coreFailure.js';
import { loadAddon } from '../native/loadAddon.js';
import { reserve } from '../native/reserve.js';
import { runJob } from '../native/runJob.js';
import type { Network } from '../network/Network.js';
import type { ManyOptions } from '../train/ManyOptions.js';
import { packReplicas } from '../train/packReplicas.js';
import { parseManyOptions } from '../train/parseManyOptions.js';
import { parseReplicas } from '../train/parseReplicas.js';
import { progressFrom } from '../train/progressFrom.js';
import type { Replica } from '../train/Replica.js';
import { takeBreath } from '../train/takeBreath.js';
import type { CheckOptions } from './check.js';
import type { CheckReport } from './CheckReport.js';
import { MULTIPLIER_NUMBERS, multiplierRoom } from './multiplierRoom.js';
import { readJudgement } from './readJudgement.js';
import { reportOn } from './reportOn.js';
import { requireHidden } from './requireHidden.js';

export interface CheckManyOptions extends ManyOptions, Pick<CheckOptions, 'hessian'> {}

const NO_MEMORY = -2;

/**
 * Judges many points, each against a data set of its own or all against the same, spread over the processor's cores by one job of the core.
 * Report k is that of `check(networks[k], datasets[k], options)`.
 *
 * The result has one entry for each network, as `Promise.allSettled` has: a point whose numbers do not fit float64, or memory, is `rejected`
 * with its {@link KinklessError} as `reason`.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws `options.signal.reason` when aborted, and whatever `onProgress` throws
 */
export async function checkMany(
  networks: readonly Network[],
  datasets: Dataset | readonly Dataset[],
  options: CheckManyOptions = {},
): Promise<readonly PromiseSettledResult<CheckReport>[]> {
  const given = parseOptions('options', options, ['hessian', 'threads', 'signal', 'onProgress']);
  const { hessian = true } = given;
  const withHessian = boolean('options.hessian', hessian);
  const { threads, signal, onProgress } = parseManyOptions(given);
  const points = parseReplicas(networks, datasets);
  for (const [k, { network }] of points.entries()) requireHidden(network, `networks[${String(k)}]`);
  const room = ({ network, data }: Replica): number => multiplierRoom(network.widths, data.samples);
  const { addon } = loadAddon();
  const names = addon.judgementFields().split(',');

  const results: PromiseSettledResult<CheckReport>[] = [];
  while (results.length < points.length) {
    signal?.throwIfAborted();
    const first = results.length;
    const raw = packReplicas(points, first, (point) => point.network.parameterCount + names.length + room(point));
    const part = points.slice(first, first + raw.networks.length);
    const values = reserve(part.length * names.length);
    const descents = reserve(part.reduce((sum, { network }) => sum + network.parameterCount, 0));
    const multipliers = reserve(part.reduce((sum, point) => sum + room(point), 0));
    const ended = new Float64Array(part.length);
    await runJob((control, done) => addon.judgeMany(raw, withHessian, threads, control, values, descents, multipliers, ended, done), {
      signal,
      onProgress: progressFrom(first, points.length, onProgress),
    });
    let at = 0;
    let proved = 0;
    for (const [k, { network, data }] of part.entries()) {
      await takeBreath();
      const descent = descents.subarray(at, (at += network.parameterCount));
      results.push(
        settled(() => {
          if (ended[k] === 0) throw coreFailure(NO_MEMORY);
          const judgement = readJudgement(
            names,
            values.subarray(k * names.length, (k + 1) * names.length),
            descent,
            multipliers.subarray(proved),
          );
          proved += MULTIPLIER_NUMBERS * judgement.multiplierCount;
          return reportOn(network, data, judgement, withHessian);
        }),
      );
    }
  }
  return Object.freeze(results);
}

function settled<T>(action: () => T): PromiseSettledResult<T> {
  try {
    return { status: 'fulfilled', value: action() };
  } catch (reason) {
    if (reason instanceof KinklessError) return { status: 'rejected', reason };
    throw reason;
  }
}
