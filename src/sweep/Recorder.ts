import type { Measure } from './Plan.js';
import type { SqlValue } from './SqlDatabase.js';
import type { Attempt, StoreWriter } from './StoreWriter.js';
import type { Task } from './Todo.js';
import type { TrialOutcome } from './TrialOutcome.js';
import { trialValues } from './trialValues.js';

/** What waits longer is lost in a crash; what is recorded in fewer transactions is recorded faster. */
const COMMIT_EVERY_MS = 50;

/** Gathers outcomes, and records them in transactions. */
export class Recorder {
  readonly #measure: readonly Measure[];
  readonly #store: StoreWriter;
  readonly #onRecorded: (trials: number, failed: number) => void;
  readonly #onError: (error: unknown) => void;
  #rows: SqlValue[][] = [];
  #failed = 0;
  #attempts: Attempt[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `onRecorded` is told of every transaction, `onError` of one that failed. */
  constructor(
    measure: readonly Measure[],
    store: StoreWriter,
    onRecorded: (trials: number, failed: number) => void,
    onError: (error: unknown) => void,
  ) {
    this.#measure = measure;
    this.#store = store;
    this.#onRecorded = onRecorded;
    this.#onError = onError;
  }

  add({ id, parameters }: Task, outcome: TrialOutcome): void {
    this.#rows.push(trialValues(id, parameters, this.#measure, outcome));
    if ('error' in outcome) this.#failed += 1;
    this.#schedule();
  }

  addAttempt(attempt: Attempt): void {
    this.#attempts.push(attempt);
    this.#schedule();
  }

  /** Records what waits. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [rows, attempts, failed] = [this.#rows, this.#attempts, this.#failed];
    [this.#rows, this.#attempts, this.#failed] = [[], [], 0];
    if (rows.length === 0 && attempts.length === 0) return;
    this.#store.record(rows, attempts);
    this.#onRecorded(rows.length, failed);
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      try {
        this.flush();
      } catch (error) {
        this.#onError(error);
      }
    }, COMMIT_EVERY_MS);
  }
}
