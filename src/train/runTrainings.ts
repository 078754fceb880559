import { DivergedError } from '../errors.js';
import type { RawReplicas } from '../native/addon.js';
import { coreFailure } from '../native/coreFailure.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob, type JobOptions } from '../native/runJob.js';
import { packTraces } from './packTraces.js';
import type { ParsedTrainOptions } from './parseTrainOptions.js';
import { rawOptions } from './rawOptions.js';
import { mostRows, readHistory, rowLength } from './readHistory.js';
import type { Replica } from './Replica.js';
import type { ReplicaRun } from './ReplicaRun.js';
import { STOPPED } from './runStretch.js';
import { takeBreath } from './takeBreath.js';

export interface Training extends Replica {
  readonly parsed: ParsedTrainOptions;
}

/** Numbers of a run's summary: stopped, epochs, loss, numbers of its history. */
const SUMMARY = 4;
/** How the core says that there was no memory for a replica. */
const NO_RESULT = 0;
const NO_MEMORY = -2;

/** The most numbers that the history of a training can have. */
export function mostHistory({ parsed }: Training): number {
  return mostRows(parsed.epochs, parsed.historyEvery) * rowLength(parsed.traces.length);
}

/** Runs trainings in one job of the core. */
export async function runTrainings(
  trainings: readonly Training[],
  raw: RawReplicas,
  threads: number,
  job: JobOptions,
): Promise<readonly PromiseSettledResult<ReplicaRun>[]> {
  const parameters = new Float64Array(trainings.reduce((sum, { network }) => sum + network.parameterCount, 0));
  const summary = new Float64Array(SUMMARY * trainings.length);
  const history = new Float64Array(trainings.reduce((sum, training) => sum + mostHistory(training), 0));
  const options = Float64Array.from(
    trainings.flatMap(({ parsed }) => Array.from(rawOptions(parsed, { pause: -1, seconds: parsed.seconds }))),
  );
  const traces = packTraces(trainings[0]!.parsed.traces);
  const { addon } = loadAddon();
  await runJob((control, done) => addon.trainMany(raw, options, traces, threads, control, parameters, summary, history, done), job);

  const results: PromiseSettledResult<ReplicaRun>[] = [];
  let parametersAt = 0;
  let historyAt = 0;
  for (const [k, { network, validation }] of trainings.entries()) {
    await takeBreath();
    const [code, epochs, loss, written] = summary.subarray(SUMMARY * k) as unknown as readonly [number, number, number, number];
    const end = { parameters: parametersAt + network.parameterCount, history: historyAt + written };
    const stopped = STOPPED[code];
    if (stopped === undefined || stopped === 'paused') {
      results.push({ status: 'rejected', reason: code === NO_RESULT ? coreFailure(NO_MEMORY) : new DivergedError(epochs) });
    } else {
      const value = Object.freeze({
        network: network.withParameters(parameters.subarray(parametersAt, end.parameters)),
        stopped,
        epochs,
        loss,
        history: readHistory([history.subarray(historyAt, end.history)], traces.length / 3, validation !== undefined),
      });
      results.push({ status: 'fulfilled', value });
    }
    parametersAt = end.parameters;
    historyAt = end.history;
  }
  return results;
}
