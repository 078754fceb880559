import type { PointReport } from '../landscape/reportOn.js';
import type { JudgedResults } from './JudgedResults.js';
import type { Measure } from './Plan.js';

/** The parts of a report that were asked for, as the store's columns; all others are null. */
export function measured(report: PointReport | undefined, measure: readonly Measure[]): JudgedResults {
  const asked = (part: Measure) => (measure.includes(part) ? report : undefined);
  const [verdict, kinks, ranks] = [asked('verdict'), asked('kinks')?.kinks, asked('ranks')];
  const rank = ranks?.ranks[0];
  const jacobian = asked('jacobian')?.jacobian;
  const hessian = asked('hessian')?.hessian;
  return {
    verdict: verdict?.verdict ?? null,
    gradient: verdict?.gradient.infNorm ?? null,
    gradient_tolerance: verdict?.gradient.tolerance ?? null,
    criticality: verdict?.criticality.infNorm ?? null,
    criticality_tolerance: verdict?.criticality.tolerance ?? null,
    min_abs_u: kinks?.minAbs ?? null,
    kink_distance: kinks?.distance ?? null,
    newton_step: kinks?.newtonStep ?? null,
    on_kink: kinks?.onKink ?? null,
    kinks_carrying: kinks?.carrying ?? null,
    rank: rank?.rank ?? null,
    rank_undecided: rank?.undecided ?? null,
    rank_full: truth(rank?.full),
    sigma_min: rank?.sigmaMin ?? null,
    sigma_max: rank?.sigmaMax ?? null,
    sigma_tolerance: rank?.tolerance ?? null,
    jacobian_rank: jacobian?.rank ?? null,
    jacobian_undecided: jacobian?.undecided ?? null,
    jacobian_full: truth(jacobian?.full),
    jacobian_sigma_min: jacobian?.sigmaMin ?? null,
    jacobian_sigma_max: jacobian?.sigmaMax ?? null,
    jacobian_tolerance: jacobian?.tolerance ?? null,
    capacity: ranks?.guarantee.capacity ?? null,
    guaranteed_generic: truth(ranks?.guarantee.generic),
    guaranteed_here: truth(ranks?.guarantee.verified),
    hessian_positive: hessian?.positive ?? null,
    hessian_zero: hessian?.zero ?? null,
    hessian_negative: hessian?.negative ?? null,
    hessian_min: hessian?.min ?? null,
    hessian_max: hessian?.max ?? null,
    hessian_tolerance: hessian?.tolerance ?? null,
    nullity_inert: hessian?.nullity?.inert ?? null,
    nullity_rescaling: hessian?.nullity?.rescaling ?? null,
    nullity_redundant: hessian?.nullity?.redundant ?? null,
    nullity_unexplained: hessian?.nullity?.unexplained ?? null,
  };
}

function truth(value: boolean | null | undefined): number | null {
  return value === null || value === undefined ? null : Number(value);
}
