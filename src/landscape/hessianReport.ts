import type { HessianReport } from './CheckReport.js';
import { hessianNullity } from './hessianNullity.js';
import type { Judgement } from './Judgement.js';

/** The inertia and its explained nullity (THEORY §4); null where the Hessian was not computed. */
export function hessianReport(j: Judgement, parameters: number): HessianReport | null {
  if (j.hessianComputed === 0) return null;
  return {
    positive: j.hessianPositive,
    zero: j.hessianZero,
    negative: j.hessianNegative,
    min: j.hessianMin,
    max: j.hessianMax,
    tolerance: j.hessianTolerance,
    equilibrated: j.hessianInUnits === 1,
    nullity: hessianNullity(j, parameters),
  };
}
