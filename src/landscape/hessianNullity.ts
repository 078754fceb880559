import type { HessianReport } from './CheckReport.js';
import type { Judgement } from './Judgement.js';

/** Why eigenvalues are zero (THEORY §4); null where rounding errors leave the rank of the rescalings open. */
export function hessianNullity(j: Judgement, parameters: number): HessianReport['nullity'] {
  if (j.nullRescaling < 0) return null;
  const explained = j.nullInert + j.nullRescaling;
  const outputsStay = j.residualZero === 1 || j.rankConstant === 1;
  const redundant = outputsStay && j.jacobianUndecided === 0 ? parameters - j.jacobianRank - explained : 0;
  return { inert: j.nullInert, rescaling: j.nullRescaling, redundant, unexplained: j.hessianZero - explained - redundant };
}
