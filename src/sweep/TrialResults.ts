import type { JudgedResults } from './JudgedResults.js';

/** What a trial found, as in the store's columns: null where it does not exist. */
export interface TrialResults extends JudgedResults {
  /** (1/2N) Σ e² at the point that is judged: after training, or after the polish where there is one. */
  readonly loss: number | null;
  /** (1/N) Σ e² there. */
  readonly mse: number | null;
  /** Share of samples that are misclassified there; null where the targets are not ±1. */
  readonly mce: number | null;
  /** Loss and mce at the end of training, before the polish. */
  readonly trained_loss: number | null;
  readonly trained_mce: number | null;
  readonly epochs_done: number | null;
  /** Which rule ended training; see {@link TrainingRun.stopped}. */
  readonly stopped: string | null;
  readonly polish_epochs_done: number | null;
  readonly polish_stopped: string | null;
  /** P. */
  readonly parameter_count: number | null;

  readonly trained_ms: number | null;
  readonly polished_ms: number | null;
  readonly checked_ms: number | null;
}
