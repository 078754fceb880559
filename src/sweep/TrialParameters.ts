import type { PlanParameters } from './PlanParameters.js';

/**
 * All that a trial is a function of. What `d`, `ratio`, `width` and `hidden_layers` stand for is filled in, and so is what the plan leaves
 * to a default of its own; what is still undefined has the optimiser's default, or is in the data file.
 */
export interface TrialParameters extends PlanParameters {
  readonly data: string;
  readonly hidden: readonly number[];
  readonly hidden_layers: number;
  readonly bias: boolean;
  readonly mask: NonNullable<PlanParameters['mask']>;
  readonly optimizer: string;
  readonly polish_epochs: number;
  /** That of the plan plus `repetition`. */
  readonly seed: number;
  /** From 0. */
  readonly repetition: number;
}
