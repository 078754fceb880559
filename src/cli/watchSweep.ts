import type { SweepProgress } from '../sweep/SweepOptions.js';
import type { Context } from './Context.js';
import { SweepProgressLine } from './SweepProgressLine.js';

/** Shows how far a sweep is while `run` runs it, and says what Ctrl-C does, and what it left. `command`: such as `kinkless sweep`. */
export async function watchSweep<T>(
  { signal, terminal }: Context,
  command: string,
  run: (onProgress: (progress: SweepProgress) => void) => Promise<T>,
): Promise<T> {
  const line = new SweepProgressLine(terminal, command);
  let latest: SweepProgress | undefined;
  const say = (text: string): void => {
    line.stop();
    process.stderr.write(`${command}: ${text}\n`);
  };
  const onAbort = (): void => {
    say('ending the trials that were begun; once more stops at once');
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await run((progress) => {
      latest = progress;
      line.update(progress);
    });
  } catch (error) {
    if (signal.aborted && latest !== undefined)
      say(`${String(latest.done + latest.failed)} of ${String(latest.trials)} trials are recorded; the same command goes on`);
    throw error;
  } finally {
    line.stop();
    signal.removeEventListener('abort', onAbort);
  }
}
