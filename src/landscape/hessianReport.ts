import type { HessianReport } from './CheckReport.js';
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
    nullity: nullity(j, parameters),
  };
}

function nullity(j: Judgement, parameters: number): HessianReport['nullity'] {
  if (j.nullRescaling < 0) return null;
  const explained = j.nullInert + j.nullRescaling;
  const outputsStay = j.residualZero === 1 || j.rankConstant === 1;
  const redundant = outputsStay && j.jacobianUndecided === 0 ? parameters - j.jacobianRank - explained : 0;
  return { inert: j.nullInert, rescaling: j.nullRescaling, redundant, unexplained: j.hessianZero - explained - redundant };
}
