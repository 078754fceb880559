import { openOnKink } from '../landscape/openOnKink.js';
import type { Proof } from './Proof.js';

/** Why a claim is not certified, by the core's numbers (`native/core/certification.h`): what is the case, and what a proof lacks. */
export interface Explanation {
  readonly reason: string;
  readonly missing: string;
  /** The numbers that refute a claim. */
  readonly evidence: Readonly<Record<string, number>>;
}

export function explain(proof: Proof, samples: number): Explanation {
  const { layer, unit, sample, rows, modularRank, sigmaMin, radius, radiusLimit, residualLower } = proof;
  const place = `unit ${String(unit)} of layer ${String(layer)} at sample ${String(sample)}`;
  const N = String(samples);
  const open = (reason: string, missing: string): Explanation => ({ reason, missing, evidence: {} });
  switch (proof.cause) {
    case 1:
      return open(
        `The pre-activation of ${place} is zero to rounding: the point lies on a kink, and its region is not determined.`,
        'a point whose pre-activations are all clearly positive or negative, or the claim kink-minimum',
      );
    case 2: {
      const reason = `At most ${String(rows)} rows of the matrix are not zero throughout, fewer than the ${N} samples: its rank is not full.`;
      return { reason, missing: `a matrix of ${N} rows that are not zero, by more units or inputs`, evidence: { rows, samples } };
    }
    case 3:
      return open(
        `Rounding errors leave the rank open, and modulo primes it is ${String(modularRank)} of ${N}: almost surely it is not full.`,
        'a matrix of full rank',
      );
    case 4:
      return open(
        'No positive lower bound on the smallest singular value of the matrix was proved.',
        'a better conditioned matrix: data or masks that differ more',
      );
    case 5:
      return open(
        `The exact zero of the loss may be as far away as ${exponential(radius)}, and the sign of ${place} is sure within ${exponential(radiusLimit)} only (σ_min ≥ ${exponential(sigmaMin)}).`,
        'smaller residuals, or pre-activations farther from zero: train further',
      );
    case 6: {
      const loss = (residualLower ** 2 / (2 * samples)) * (1 - 2 ** -48);
      const reason = `No weights of this region have a loss below ${exponential(loss)}.`;
      return { reason, missing: 'another region', evidence: { lossLower: loss } };
    }
    case 7:
      return open('No pre-activation is zero to rounding: the point lies on no kink.', 'a point on a kink, or the claim local-minimum');
    default:
      return open(
        openOnKink({ kinkOpen: proof.openKink, kinkOpenUnit: unit, kinkOpenSample: sample }),
        'a point closer to a minimum: train further',
      );
  }
}

function exponential(value: number): string {
  return value.toExponential(2);
}
