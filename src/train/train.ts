import type { Dataset } from '../data/Dataset.js';
import { DivergedError } from '../errors.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob } from '../native/runJob.js';
import type { Network } from '../network/Network.js';
import type { History } from './History.js';
import { packProblem } from './packProblem.js';
import { parseTrainOptions } from './parseTrainOptions.js';
import { rawOptions } from './rawOptions.js';
import { FIXED_COLUMNS, readHistory } from './readHistory.js';
import { requireProblem } from './requireProblem.js';
import type { TrainOptions } from './TrainOptions.js';

export interface TrainingRun {
  /** The network at the end; for Levenberg–Marquardt without `stopped: 'gradient'` at the lowest loss met. */
  readonly network: Network;
  /** Which rule ended training: gradient at its rounding level, loss floor, or all epochs done. */
  readonly stopped: 'gradient' | 'loss' | 'epochs';
  /** Epochs done. */
  readonly epochs: number;
  /** (1/2N) Σ e² of `network`. */
  readonly loss: number;
  readonly history: History;
}

/** In the order of the core's numbers; 0 and 4 do not come back as results. */
const STOPPED = [undefined, 'gradient', 'loss', 'epochs'] as const;

/**
 * Trains a network on all samples at once to minimise loss = (1/2N) Σ e². The whole loop runs off the event loop; several calls run side
 * by side. The same arguments give the same bits on the same machine, whatever else runs.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws {DivergedError} when the loss is no longer finite
 * @throws `options.signal.reason` when aborted
 */
export async function train(start: Network, data: Dataset, options: TrainOptions = {}): Promise<TrainingRun> {
  requireProblem(start, data);
  const parsed = parseTrainOptions(options, start, data.samples);
  const problem = packProblem(start, data);
  const { epochs, historyEvery, traces, signal, onProgress } = parsed;

  const parameters = new Float64Array(start.parameterCount);
  const summary = new Float64Array(4);
  // The start, one row every `historyEvery` epochs, the end, and the return to the best point.
  const rows = Math.floor(epochs / historyEvery) + 3;
  const history = new Float64Array(rows * (FIXED_COLUMNS + traces.length));
  const triples = Int32Array.from(traces.flatMap(({ layer, unit, sample }) => [layer, unit, sample]));
  const { addon } = loadAddon();
  await runJob((control, done) => addon.train(problem, rawOptions(parsed), triples, control, parameters, summary, history, done), {
    signal,
    onProgress:
      onProgress &&
      ((epoch, current) => {
        onProgress({ epoch, epochs, loss: current });
      }),
  });

  const [code, done, loss, written] = summary as unknown as readonly [number, number, number, number];
  const stopped = STOPPED[code];
  if (stopped === undefined) throw new DivergedError(done);
  return Object.freeze({
    network: start.withParameters(parameters),
    stopped,
    epochs: done,
    loss,
    history: readHistory(history.subarray(0, written), traces.length),
  });
}
