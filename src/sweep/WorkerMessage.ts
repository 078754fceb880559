import type { PlanInput } from './Plan.js';
import type { TrialOutcome } from './TrialOutcome.js';

/** What the coordinator tells a worker process. */
export type ToWorker =
  /** First of all. */
  | { readonly kind: 'plan'; readonly plan: PlanInput }
  /** Run these trials of the plan, after those it has. */
  | { readonly kind: 'run'; readonly indexes: readonly number[] }
  /** Hand back this many of the last ones that were not begun. */
  | { readonly kind: 'return'; readonly count: number }
  /** End the trial that is being run, and begin no other. */
  | { readonly kind: 'drain' };

/** What a worker process tells the coordinator. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ended'; readonly trials: readonly EndedTrial[] }
  | { readonly kind: 'returned'; readonly indexes: readonly number[] }
  | { readonly kind: 'drained' };

export interface EndedTrial {
  readonly index: number;
  readonly outcome: TrialOutcome;
  /** How long it took. */
  readonly ms: number;
}
