import { InternalError } from '../errors.js';

/** Runs one asynchronous job of the core. */
export function runJob(
  start: (control: SharedArrayBuffer, done: (status: number) => void) => number,
  options: { readonly signal?: AbortSignal; readonly onProgress?: (done: number) => void },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (status: number): void => {
      if (status === 0) resolve();
      else reject(options.signal?.aborted ? options.signal.reason : new InternalError(`a job ended with status ${String(status)}`));
    };
    const status = start(new SharedArrayBuffer(64), done);
    if (status !== 0) done(status);
  });
}
