import type { ClaimNumbers } from './Certificate.js';
import type { Proof } from './Proof.js';
import { statedRadius } from './statedRadius.js';

/** More than the roundings of the few operations that follow a bound. */
const OUTWARD = 2 ** -48;

/** The numbers that a certificate claims: no more than was proved, with some room for checkers. */
export function statedNumbers(proof: Proof, layers: number, samples: number): ClaimNumbers {
  const { claim, allLayers, sigmaStated, radius, radiusLimit, frobenius, residualLower, residualUpper } = proof;
  if (claim === 'full-rank') return { sigmaMin: sigmaStated, layer: layers - 1 };
  // The constants of all layers are those of a ball of this radius.
  if (claim === 'zero-loss-nearby')
    return allLayers === 1
      ? { sigmaMin: sigmaStated, radius, layer: 0 }
      : { sigmaMin: sigmaStated, radius: statedRadius(radius, radiusLimit), layer: layers - 1 };
  const stated = statedRadius(radius, radiusLimit);
  const moved = frobenius * stated;
  return {
    radius: stated,
    lossLower: (Math.max(0, residualLower - moved) ** 2 / (2 * samples)) * (1 - OUTWARD),
    lossUpper: ((residualUpper + moved) ** 2 / (2 * samples)) * (1 + OUTWARD),
  };
}
