/** How far a sweep is. */
export interface SweepStatus {
  readonly format: 'kinkless-sweep-status/1';
  readonly name: string | null;
  /** Trials of the plan. */
  readonly trials: number;
  readonly done: number;
  readonly failed: number;
  /** `trials` without those two. */
  readonly missing: number;
  /** Whether a process is at work on the store. */
  readonly running: boolean;
  /** The most frequent errors, with how many trials failed by each and the command that repeats one of them. */
  readonly failures: readonly { readonly error: string; readonly trials: number; readonly command: string }[];
  readonly runs: readonly SweepRun[];
}

/** One call of {@link sweep}: where, with what, and how much it recorded. */
export interface SweepRun {
  readonly run_id: number;
  /** Milliseconds since 1970. */
  readonly started_at: number;
  /** Null while it runs, and where it was killed. */
  readonly ended_at: number | null;
  readonly recorded: number;
  readonly workers: number;
  readonly kinkless: string;
  readonly result_version: number;
  readonly node: string;
  readonly platform: string;
  readonly blas: string;
  readonly blas_core: string;
  /** The instructions that the kernels of training used. */
  readonly kernels: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memory_bytes: number;
  readonly host: string;
}
