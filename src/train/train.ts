import type { Dataset } from '../data/Dataset.js';
import type { Network } from '../network/Network.js';
import { packNetwork } from './packNetwork.js';
import { orAborted } from './orAborted.js';
import { packProblem } from './packProblem.js';
import { parseTrainOptions } from './parseTrainOptions.js';
import { readHistory } from './readHistory.js';
import { requireProblem } from './requireProblem.js';
import { requireSigns } from './requireSigns.js';
import { runStretch, type StretchResult } from './runStretch.js';
import type { TrainingRun } from './TrainingRun.js';
import type { TrainingState } from './TrainingState.js';
import type { TrainOptions } from './TrainOptions.js';

/**
 * Trains a network to minimise loss = (1/2N) Σ e². The whole loop runs off the event loop; several calls run side by side. The same
 * arguments give the same bits on the same machine, whatever else runs.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws {DivergedError} when the loss is no longer finite
 * @throws `options.signal.reason` when aborted, and whatever `onProgress` or `onState` throws
 */
export async function train(start: Network, data: Dataset, options: TrainOptions = {}): Promise<TrainingRun> {
  requireProblem(start, data);
  const parsed = parseTrainOptions(options, start, data.samples);
  requireSigns(parsed, data);
  const problem = packProblem(start, data);
  const validation = parsed.validation ? packProblem(start, parsed.validation, 'options.validation') : packNetwork(start);
  const { optimizer, precision, seconds, stateEvery, onState } = parsed;
  const began = performance.now();
  const histories: Float64Array[] = [];
  const stateOf = ({ epoch, state }: StretchResult): TrainingState =>
    Object.freeze({
      format: 'kinkless-state/1',
      optimizer: optimizer.kind,
      precision,
      epoch,
      numbers: Object.freeze(Array.from(state)),
    });

  let resume = parsed.resume;
  for (;;) {
    // A continuation has the same bits, so a run that hands out its state is a chain of shorter ones.
    const pause = onState ? Math.min((Math.floor((resume[0] ?? 0) / stateEvery) + 1) * stateEvery, parsed.epochs) : -1;
    const left = seconds < 0 ? -1 : Math.max(0, seconds - (performance.now() - began) / 1000);
    const result = await runStretch(problem, validation, resume, parsed, { pause, seconds: left });
    histories.push(result.history);
    if (result.stopped !== 'paused') {
      return Object.freeze({
        network: start.withParameters(result.parameters),
        stopped: result.stopped,
        epochs: result.epoch,
        loss: result.loss,
        history: readHistory(histories, parsed.traces.length, parsed.validation !== undefined),
        state: stateOf(result),
      });
    }
    resume = result.state;
    await orAborted(onState?.(stateOf(result)), parsed.signal);
  }
}
