import type { PlanInput } from './Plan.js';
import type { TrialOutcome } from './TrialOutcome.js';

/** What the coordinator tells a worker process. */
export type ToWorker =
  /** First of all. */
  | { readonly kind: 'plan'; readonly plan: PlanInput }
  /** Run these trials of the plan, after those it has; `alone`: none together with another. */
  | { readonly kind: 'run'; readonly indexes: readonly number[]; readonly alone: boolean }
  /** Hand back this many of the last ones that were not begun. */
  | { readonly kind: 'return'; readonly count: number }
  /** End the trial that is being run, and begin no other. */
  | { readonly kind: 'drain' };

/** What a worker process tells the coordinator. */
export type FromWorker =
  | { readonly kind: 'ready' }
  /** These have ended; of those left, the first `running` are run together. */
  | { readonly kind: 'ended'; readonly trials: readonly EndedTrial[]; readonly running: number }
  | { readonly kind: 'returned'; readonly indexes: readonly number[] }
  | { readonly kind: 'drained' };

export interface EndedTrial {
  readonly index: number;
  readonly outcome: TrialOutcome;
  /** Its processor time; of trials that were run together, an equal share. */
  readonly ms: number;
}
