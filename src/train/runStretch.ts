import { DivergedError } from '../errors.js';
import type { RawProblem } from '../native/addon.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob } from '../native/runJob.js';
import { packTraces } from './packTraces.js';
import type { ParsedTrainOptions } from './parseTrainOptions.js';
import { stateSize } from './parseState.js';
import type { TrainingRun } from './TrainingRun.js';
import { rawOptions, type Stretch } from './rawOptions.js';
import { mostRows, rowLength } from './readHistory.js';
import { reserve } from '../native/reserve.js';

/** What one job of the core did. */
export interface StretchResult {
  readonly stopped: TrainingRun['stopped'] | 'paused';
  readonly epoch: number;
  readonly loss: number;
  readonly parameters: Float64Array;
  /** Rows as {@link readHistory} takes them apart. */
  readonly history: Float64Array;
  readonly state: Float64Array;
}

/** In the order of the core's numbers; 0 (aborted) and 5 (diverged) do not come back as results. */
export const STOPPED = [undefined, 'gradient', 'loss', 'epochs', 'time', undefined, 'paused', 'stalled', 'mce'] as const;

/** Runs the epochs from the state `resume`, or from the start, to the next pause. */
export async function runStretch(
  problem: RawProblem,
  validation: RawProblem,
  resume: Float64Array,
  parsed: ParsedTrainOptions,
  stretch: Stretch,
): Promise<StretchResult> {
  const { epochs, historyEvery, traces, signal, onProgress } = parsed;
  const from = resume[0] ?? 0;
  const to = stretch.pause < 0 ? epochs : stretch.pause;
  const rows = mostRows(to - from, historyEvery);
  const parameters = reserve(problem.parameters.length);
  const summary = new Float64Array(4);
  const history = reserve(rows * rowLength(traces.length));
  const state = reserve(stateSize(parameters.length, parsed.optimizer));
  const { addon } = loadAddon();
  await runJob(
    (control, done) =>
      addon.train(
        problem,
        validation,
        resume,
        rawOptions(parsed, stretch),
        packTraces(traces),
        control,
        parameters,
        summary,
        history,
        state,
        done,
      ),
    {
      signal,
      onProgress:
        onProgress &&
        ((epoch, loss) => {
          onProgress({ epoch, epochs, loss });
        }),
    },
  );
  const [code, epoch, loss, written] = summary as unknown as readonly [number, number, number, number];
  const stopped = STOPPED[code];
  if (stopped === undefined) throw new DivergedError(epoch);
  return { stopped, epoch, loss, parameters, history: history.subarray(0, written), state };
}
