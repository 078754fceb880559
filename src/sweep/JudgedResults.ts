import type { Verdict } from '../landscape/CheckReport.js';

/** What a trial's plan measured of {@link check}'s report, as in the store's columns: null where it was not measured or does not exist. Truth values are 0 and 1. */
export interface JudgedResults {
  readonly verdict: Verdict | null;
  /** ‖∇loss‖∞ and the bound on its rounding error. */
  readonly gradient: number | null;
  readonly gradient_tolerance: number | null;
  readonly criticality: number | null;
  readonly criticality_tolerance: number | null;

  /** min |u| over what can kink. */
  readonly min_abs_u: number | null;
  readonly kink_distance: number | null;
  readonly newton_step: number | null;
  readonly on_kink: number | null;
  readonly kinks_carrying: number | null;

  /** Rank of G_{L−1} = A_{L−1} ∘ V̄_{L−2}, with its extreme singular values; `rank_full`: equal to N (null: rounding leaves it open). */
  readonly rank: number | null;
  readonly rank_undecided: number | null;
  readonly rank_full: number | null;
  readonly sigma_min: number | null;
  readonly sigma_max: number | null;
  readonly sigma_tolerance: number | null;
  readonly jacobian_rank: number | null;
  readonly jacobian_undecided: number | null;
  readonly jacobian_full: number | null;
  readonly jacobian_sigma_min: number | null;
  readonly jacobian_sigma_max: number | null;
  readonly jacobian_tolerance: number | null;
  /** N up to which the widths can guarantee zero loss. */
  readonly capacity: number | null;
  /** 1: guaranteed for almost all data. */
  readonly guaranteed_generic: number | null;
  /** 1: the rank at this point is full, so every differentiable local minimum of its region has zero loss. */
  readonly guaranteed_here: number | null;

  /** Signs of the Hessian's eigenvalues, and what the zero ones are. */
  readonly hessian_positive: number | null;
  readonly hessian_zero: number | null;
  readonly hessian_negative: number | null;
  readonly hessian_min: number | null;
  readonly hessian_max: number | null;
  readonly hessian_tolerance: number | null;
  readonly nullity_inert: number | null;
  readonly nullity_rescaling: number | null;
  readonly nullity_redundant: number | null;
  readonly nullity_unexplained: number | null;
}
