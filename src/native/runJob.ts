import { availableParallelism } from 'node:os';
import type { Done, RawControl } from './addon.js';
import { coreFailure } from './coreFailure.js';

/** What every asynchronous call takes. */
export interface JobOptions {
  /** Aborting rejects the call with `signal.reason`. */
  readonly signal?: AbortSignal | undefined;
  /** Told now and then how far a training is; an error it throws aborts the job and rejects the call. */
  readonly onProgress?: ((epoch: number, loss: number) => void) | undefined;
}

/** libuv's pool also serves files and name look-ups: native work leaves it one thread at least, and never exceeds the processors. */
const POOL_SIZE = Number(process.env['UV_THREADPOOL_SIZE'] ?? 4) || 4;
const MOST_JOBS = Math.max(1, Math.min(POOL_SIZE - 1, availableParallelism()));
const PROGRESS_INTERVAL_MS = 100;

let running = 0;
const waiting: (() => void)[] = [];

function leave(): void {
  running -= 1;
  waiting.shift()?.();
}

/**
 * Runs one asynchronous job of the core, at most {@link MOST_JOBS} at a time. An abort rejects at once; the core sees it at its next
 * look, and until then the job keeps its place.
 *
 * @throws {KinklessError} ERR_MEMORY or ERR_CONVERGENCE when the core could not finish
 */
export function runJob(start: (control: RawControl, done: Done) => number, { signal, onProgress }: JobOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    const control = new Int32Array(new SharedArrayBuffer(16));
    const loss = new Float64Array(control.buffer, 8, 1);
    let timer: NodeJS.Timeout | undefined;
    let started = false;

    const settle = (action: () => void): void => {
      clearInterval(timer);
      signal?.removeEventListener('abort', onAbort);
      action();
    };
    const giveUp = (reason: unknown): void => {
      Atomics.store(control, 0, 1);
      if (!started) waiting.splice(waiting.indexOf(begin), 1);
      settle(() => {
        reject(reason);
      });
    };
    const onAbort = (): void => {
      giveUp(signal?.reason);
    };
    const report = (): void => {
      try {
        onProgress?.(Atomics.load(control, 1), loss[0]!);
      } catch (error) {
        giveUp(error);
      }
    };
    const end = (status: number): void => {
      leave();
      settle(() => {
        if (status === 0) resolve();
        else reject(coreFailure(status));
      });
    };
    const begin = (): void => {
      started = true;
      running += 1;
      const status = start(control, end);
      if (status !== 0) end(status);
      else if (onProgress) timer = setInterval(report, PROGRESS_INTERVAL_MS);
    };

    signal?.addEventListener('abort', onAbort, { once: true });
    if (running < MOST_JOBS) begin();
    else waiting.push(begin);
  });
}
