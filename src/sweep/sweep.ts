import { availableParallelism } from 'node:os';
import { abortSignal, boolean, callback, filePath, integer, options as parseOptions } from '../arguments.js';
import { checkData } from './checkData.js';
import { LocalRun } from './LocalRun.js';
import { lockStore } from './lockStore.js';
import { Pace } from './Pace.js';
import { parsePlan } from './parsePlan.js';
import type { PlanInput } from './Plan.js';
import { Recorder } from './Recorder.js';
import { StoreWriter } from './StoreWriter.js';
import type { SweepOptions, SweepProgress, SweepSummary } from './SweepOptions.js';
import { Todo } from './Todo.js';

/** No more often is progress told. */
const PROGRESS_EVERY_MS = 100;

/**
 * Runs the trials of a plan that the store does not have yet, on all processors, and records them as they end. What is recorded stays,
 * whatever happens to the process; the same call goes on where it was ended. A plan may extend the one that the store was made with: by more
 * repetitions, values and cases.
 *
 * @throws {ArgumentError} naming what does not fit in the plan or in the options
 * @throws {FileError} where the store or the plan's data cannot be read or written
 * @throws {StoreHeldError} where another process runs a sweep on this store
 * @throws {PlanMismatchError} where the plan does not extend the store's, naming the first difference
 * @throws `options.signal.reason` when aborted, and whatever `onProgress` throws
 */
export async function sweep(plan: PlanInput, options: SweepOptions): Promise<SweepSummary> {
  const given = parseOptions('options', options, ['store', 'workers', 'retryFailed', 'signal', 'onProgress']);
  const store = filePath('options.store', given.store);
  const most = integer('options.workers', given.workers ?? availableParallelism(), { min: 1, max: 1024 });
  const retryFailed = boolean('options.retryFailed', given.retryFailed ?? false);
  const signal = abortSignal('options.signal', given.signal);
  const onProgress = callback<(progress: SweepProgress) => void>('options.onProgress', given.onProgress);
  signal?.throwIfAborted();
  const parsed = await parsePlan(plan);
  await checkData(parsed, signal);
  const workers = Math.min(most, parsed.trials);

  const release = lockStore(store);
  try {
    const writer = await StoreWriter.open(store, parsed, workers);
    try {
      const before = writer.counts();
      const pace = new Pace();
      let [recorded, newlyFailed, toldAt] = [0, 0, 0];
      const tell = (): void => {
        toldAt = performance.now();
        const failed = (retryFailed ? 0 : before.failed) + newlyFailed;
        const done = before.done + recorded - newlyFailed;
        const { rate } = pace;
        const { trials } = parsed;
        onProgress?.({ trials, done, failed, rate, secondsLeft: rate > 0 ? (trials - done - failed) / rate : null });
      };
      const onRecorded = (trials: number, failed: number): void => {
        recorded += trials;
        newlyFailed += failed;
        pace.add(trials);
        if (performance.now() - toldAt >= PROGRESS_EVERY_MS) tell();
      };
      const onError = (error: unknown): void => {
        run.stop(error);
      };
      const recorder = new Recorder(parsed.measure, writer, onRecorded, onError);
      const run = new LocalRun(parsed, new Todo(parsed, writer, retryFailed), recorder);
      const onAbort = (): void => {
        run.drain();
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        tell();
        if (before.done < parsed.trials - (retryFailed ? 0 : before.failed)) await run.run(workers);
      } finally {
        // Also where something else has failed: what has ended is recorded.
        recorder.flush();
        signal?.removeEventListener('abort', onAbort);
      }
      tell();
      signal?.throwIfAborted();
      return { format: 'kinkless-sweep/1', store, trials: parsed.trials, ...writer.counts(), recorded };
    } finally {
      writer.close();
    }
  } finally {
    release();
  }
}
