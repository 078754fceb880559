export interface SweepOptions {
  /** Path of the store, an SQLite file; made where there is none. */
  readonly store: string;
  /** Worker processes; one per processor if left out. */
  readonly workers?: number | undefined;
  /** Run trials that failed before once more; false if left out. */
  readonly retryFailed?: boolean | undefined;
  /** Aborting lets the trials that were begun end, records them, and rejects with `signal.reason`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
}

export interface SweepProgress {
  /** Trials of the plan. */
  readonly trials: number;
  readonly done: number;
  readonly failed: number;
  /** Trials per second, lately. */
  readonly rate: number;
  /** How long the rest takes at that rate; null while nothing is known. */
  readonly secondsLeft: number | null;
}

export interface SweepSummary {
  readonly format: 'kinkless-sweep/1';
  readonly store: string;
  /** Trials of the plan. */
  readonly trials: number;
  readonly done: number;
  readonly failed: number;
  /** Trials that this call ran and recorded. */
  readonly recorded: number;
}
