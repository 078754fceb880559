import { formatDuration } from '../report/formatDuration.js';
import { formatNumber } from '../report/formatNumber.js';
import type { SweepProgress } from '../sweep/SweepOptions.js';
import { Progress } from './Progress.js';

/** Without a terminal, as often is a line written. */
const LINE_EVERY_MS = 5000;

/** Shows how far a sweep is: a bar on a terminal, else a plain line on standard error every few seconds. */
export class SweepProgressLine {
  readonly #bar: Progress;
  readonly #terminal: boolean;
  #writtenAt = performance.now();

  constructor(terminal: NodeJS.WriteStream | undefined, command: string) {
    this.#terminal = terminal !== undefined;
    this.#bar = new Progress(terminal, command);
  }

  update({ trials, done, failed, rate, secondsLeft }: SweepProgress): void {
    const ended = `${String(done + failed)} of ${String(trials)} trials${failed > 0 ? `, ${String(failed)} failed` : ''}`;
    const pace = secondsLeft === null ? '' : `, ${formatNumber(rate)}/s, ${formatDuration(secondsLeft)} left`;
    if (this.#terminal) {
      this.#bar.update((done + failed) / trials, ended + pace);
    } else if (performance.now() - this.#writtenAt >= LINE_EVERY_MS) {
      process.stderr.write(`${ended}${pace}\n`);
      this.#writtenAt = performance.now();
    }
  }

  stop(): void {
    this.#bar.stop();
  }
}
