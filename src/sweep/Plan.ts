import type { PlanParameters } from './PlanParameters.js';

/**
 * What is measured of every trial beside its loss, mce and epochs. `verdict`: {@link check}'s verdict, gradient and criticality; `kinks`,
 * `jacobian`, `hessian`: those parts of its report; `ranks`: the rank of G_{L−1}, and what it guarantees. The Jacobian and the Hessian take longest.
 */
export type Measure = (typeof MEASURES)[number];
export const MEASURES = ['verdict', 'kinks', 'ranks', 'jacobian', 'hessian'] as const;

/** Lists of values of parameters. */
export type PlanGrid = { readonly [Name in keyof PlanParameters]?: readonly NonNullable<PlanParameters[Name]>[] | undefined };

/** A sweep: every case with every combination of the grid's values, each repeated. */
export interface PlanInput {
  readonly format: 'kinkless-plan/1';
  /** For people. */
  readonly name?: string | undefined;
  /** How often every combination is tried, with seeds that follow each other; 1 if left out. */
  readonly repetitions?: number | undefined;
  /** `['verdict']` if left out. */
  readonly measure?: readonly Measure[] | undefined;
  /** What all trials share. */
  readonly trial?: PlanParameters | undefined;
  /** Sets of values that belong together. */
  readonly cases?: readonly PlanParameters[] | undefined;
  /** Values to combine. */
  readonly grid?: PlanGrid | undefined;
}

/** A checked plan, with all defaults of its own filled in. */
export interface Plan {
  readonly format: 'kinkless-plan/1';
  readonly name: string | undefined;
  readonly repetitions: number;
  readonly measure: readonly Measure[];
  readonly trial: PlanParameters;
  /** One at least: an empty one where the plan has none. */
  readonly cases: readonly PlanParameters[];
  /** The axes, in the plan's order; the last one varies fastest. */
  readonly axes: readonly Axis[];
  /** How many combinations of cases and values there are. */
  readonly cells: number;
  /** How many trials: `cells` times `repetitions`. */
  readonly trials: number;
}

export interface Axis {
  readonly name: keyof PlanParameters;
  readonly values: readonly NonNullable<PlanParameters[keyof PlanParameters]>[];
}
