import { KinklessError } from '../errors.js';
import { coreFailure } from '../native/coreFailure.js';
import { loadAddon } from '../native/loadAddon.js';
import { reserve } from '../native/reserve.js';
import { runJob } from '../native/runJob.js';
import { packReplicas } from '../train/packReplicas.js';
import type { ParsedManyOptions } from '../train/parseManyOptions.js';
import { progressFrom } from '../train/progressFrom.js';
import type { Replica } from '../train/Replica.js';
import { takeBreath } from '../train/takeBreath.js';
import { packParts, type JudgementParts } from './JudgementParts.js';
import { MULTIPLIER_NUMBERS, multiplierRoom } from './multiplierRoom.js';
import { readJudgement } from './readJudgement.js';
import { reportOn, type PointReport } from './reportOn.js';

const NO_MEMORY = -2;

/** Judges points with hidden layers, a job of the core for as many of them as memory suffices for; as {@link checkMany} otherwise. */
export async function judgeMany(
  points: readonly Replica[],
  parts: JudgementParts,
  { threads, signal, onProgress }: ParsedManyOptions,
): Promise<readonly PromiseSettledResult<PointReport>[]> {
  const room = ({ network, data }: Replica): number => multiplierRoom(network.widths, data.samples);
  const { addon } = loadAddon();
  const names = addon.judgementFields().split(',');
  const countAt = names.indexOf('multiplierCount');

  const results: PromiseSettledResult<PointReport>[] = [];
  while (results.length < points.length) {
    signal?.throwIfAborted();
    const from = results.length;
    const raw = packReplicas(points, from, (point) => point.network.parameterCount + names.length + room(point));
    const part = points.slice(from, from + raw.networks.length);
    const values = reserve(part.length * names.length);
    const descents = reserve(part.reduce((sum, { network }) => sum + network.parameterCount, 0));
    const multipliers = reserve(part.reduce((sum, point) => sum + room(point), 0));
    const ended = new Float64Array(part.length);
    await runJob((control, done) => addon.judgeMany(raw, packParts(parts), threads, control, values, descents, multipliers, ended, done), {
      signal,
      onProgress: progressFrom(from, points.length, onProgress),
    });
    let at = 0;
    let proved = 0;
    for (const [k, { network, data }] of part.entries()) {
      await takeBreath();
      const numbers = values.subarray(k * names.length, (k + 1) * names.length);
      const first = proved;
      proved += MULTIPLIER_NUMBERS * numbers[countAt]!;
      const descent = descents.subarray(at, (at += network.parameterCount));
      results.push(
        settled(() => {
          if (ended[k] === 0) throw coreFailure(NO_MEMORY);
          const judgement = readJudgement(names, numbers, descent, multipliers.subarray(first));
          return reportOn(network, data, judgement, parts.hessian);
        }),
      );
    }
  }
  return results;
}

function settled<T>(action: () => T): PromiseSettledResult<T> {
  try {
    return { status: 'fulfilled', value: action() };
  } catch (reason) {
    if (reason instanceof KinklessError) return { status: 'rejected', reason };
    throw reason;
  }
}
