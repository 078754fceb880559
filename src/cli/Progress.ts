import { SingleBar } from 'cli-progress';

const RESOLUTION = 1000;

/** A progress bar on a terminal; without one, nothing. Plain characters, no colours. */
export class Progress {
  readonly #bar: SingleBar | undefined;

  constructor(terminal: NodeJS.WriteStream | undefined, task: string) {
    if (terminal === undefined) return;
    this.#bar = new SingleBar({
      stream: terminal,
      format: `${task} [{bar}] {percentage}% {note}`,
      barCompleteChar: '=',
      barIncompleteChar: ' ',
      barsize: 30,
      hideCursor: true,
      clearOnComplete: true,
    });
    this.#bar.start(RESOLUTION, 0, { note: '' });
  }

  /** `fraction` of the task is done, 0 … 1. */
  update(fraction: number, note = ''): void {
    this.#bar?.update(Math.round(RESOLUTION * fraction), { note });
  }

  /** Takes the bar off the terminal. */
  stop(): void {
    this.#bar?.stop();
  }
}
