import { openOnKink } from '../landscape/openOnKink.js';
import type { Proof } from './Proof.js';

/** Why a claim is not certified, by the core's numbers (see `native/core/certify/certification.h`): what is so, and what a proof lacks. */
export interface Explanation {
  readonly reason: string;
  readonly missing: string;
  /** The numbers that refute a claim. */
  readonly evidence: Readonly<Record<string, number>>;
}

export function explain(proof: Proof, samples: number): Explanation {
  const { layer, unit, sample, rows, modularRank, sigmaMin, radius, radiusLimit, residualLower, allLayers, newton } = proof;
  const place = `unit ${String(unit)} of layer ${String(layer)} at sample ${String(sample)}`;
  const N = String(samples);
  const matrix = allLayers === 1 ? 'the Jacobian of all weights' : 'the matrix';
  const open = (reason: string, missing: string): Explanation => ({ reason, missing, evidence: {} });
  switch (proof.cause) {
    case 1:
      return open(
        `The pre-activation of ${place} is zero to rounding: the point lies on a kink, and its region is not determined.`,
        'a point whose pre-activations are all clearly positive or negative, or the claim kink-minimum',
      );
    case 2: {
      const reason = `At most ${String(rows)} rows of ${matrix} are not zero throughout, fewer than the ${N} samples: its rank is not full.`;
      return { reason, missing: `a matrix of ${N} rows that are not zero, by more units or inputs`, evidence: { rows, samples } };
    }
    case 3:
      return open(
        `Rounding errors leave the rank open, and modulo primes it is ${String(modularRank)} of ${N}: almost surely it is not full.`,
        'a matrix of full rank',
      );
    case 4:
      return open(
        `No positive lower bound on the smallest singular value of ${matrix} was proved.`,
        'a better conditioned matrix: data or masks that differ more',
      );
    case 5:
      return open(
        `The exact zero of the loss may be as far away as ${exponential(radius)}, and the sign of ${place} is sure within ${exponential(radiusLimit)} only (${allLayers === 1 ? 'all weights moving, ' : ''}σ_min ≥ ${exponential(sigmaMin)}).`,
        'smaller residuals, or pre-activations farther from zero: train further',
      );
    case 6: {
      const loss = (residualLower ** 2 / (2 * samples)) * (1 - 2 ** -48);
      const reason = `No weights of this region have a loss below ${exponential(loss)}.`;
      return { reason, missing: 'another region', evidence: { lossLower: loss } };
    }
    case 7:
      return open('No pre-activation is zero to rounding: the point lies on no kink.', 'a point on a kink, or the claim local-minimum');
    case 9:
      return open(
        `All weights moving, Newton's method is not shown to converge: h = ${exponential(newton)} exceeds 1/2 (σ_min ≥ ${exponential(sigmaMin)}).`,
        'smaller residuals, or a better conditioned Jacobian: train further',
      );
    case 10:
      return open(
        `There is a local minimum here, but the output weight of unit ${String(unit)} is 0, and certificates cover minima without such units only.`,
        'output weights that are not 0',
      );
    case 11:
      return open(
        `There is a local minimum here, but samples on the kink of unit ${String(unit)} are linearly dependent without spanning its inputs, which certificates do not cover.`,
        'samples on the kinks of a unit that are linearly independent, or span the inputs',
      );
    case 12:
      return open(
        'There is a local minimum here, but it has more unknowns, kinks or samples than a checker would get through.',
        'a smaller network, or fewer samples',
      );
    case 13:
      return open(
        'There is a local minimum here, but its equations do not surely have one solution only, as certificates ask for.',
        'weights that the data determine: more samples, fewer units, or inputs and units of similar size',
      );
    case 14: {
      const reason = `The loss of this region is least where unit ${String(unit)} has the other sign at sample ${String(sample)}: no differentiable local minimum has these signs of the pre-activations and output weights.`;
      return { reason, missing: 'another region', evidence: { unit, sample } };
    }
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
