import type { ClaimNumbers } from './Certificate.js';
import type { Proof } from './Proof.js';
import { statedRadius } from './statedRadius.js';

/** Of a proved singular value a checker is to find this much; where signs leave no room for that, all of it. */
const SIGMA_SHARE = 0.9;
/** More than the roundings of the few operations that follow a bound. */
const OUTWARD = 2 ** -48;

/** The numbers that a certificate claims: no more than was proved, with some room for checkers. */
export function statedNumbers(proof: Proof, layers: number, samples: number): ClaimNumbers {
  const { claim, sigmaMin, radius, radiusLimit, frobenius, residualLower, residualUpper } = proof;
  const layer = layers - 1;
  if (claim === 'full-rank') return { sigmaMin: SIGMA_SHARE * sigmaMin, layer };
  if (claim === 'zero-loss-nearby') {
    const share = radius / SIGMA_SHARE < radiusLimit * (1 - OUTWARD) ? SIGMA_SHARE : 1 - OUTWARD;
    return { sigmaMin: share * sigmaMin, radius: statedRadius((radius / share) * (1 + OUTWARD), radiusLimit), layer };
  }
  const stated = statedRadius(radius, radiusLimit);
  const moved = frobenius * stated;
  return {
    radius: stated,
    lossLower: (Math.max(0, residualLower - moved) ** 2 / (2 * samples)) * (1 - OUTWARD),
    lossUpper: ((residualUpper + moved) ** 2 / (2 * samples)) * (1 + OUTWARD),
  };
}
