import type { Dataset } from '../data/Dataset.js';
import { isSpecification } from '../data/isSpecification.js';
import type { Network } from '../network/Network.js';
import type { Guarantee } from './CheckReport.js';
import type { Judgement } from './Judgement.js';

/** Whether zero loss follows from the widths, or from the rank of Ḡ at this point (THEORY: Propositions 2 and 3). */
export function judgeGuarantee(network: Network, data: Dataset, judgement: Judgement): Guarantee {
  if (network.outputs > 1) {
    return {
      capacity: null,
      generic: null,
      verified: null,
      certified: null,
      statement: `With ${String(network.outputs)} outputs no width guarantees zero loss; only a Jacobian of full rank at a critical point does.`,
    };
  }
  const { widths, biases, slopes } = network;
  const L = biases.length;
  const inputsOfLast = widths[L - 2]! + Number(biases[L - 2]);
  const capacity = inputsOfLast * widths[L - 1]! + Number(biases[L - 1]);
  const generic = data.samples <= capacity && slopes.every((slope) => slope !== 0) && masksHaveDensity(data);
  const verified = judgement.extendedRank === data.samples;
  return { capacity, generic, verified, certified: null, statement: statement(network, data, capacity, generic, verified, judgement) };
}

function statement(network: Network, data: Dataset, capacity: number, generic: boolean, verified: boolean, judgement: Judgement): string {
  const samples = String(data.samples);
  if (verified) return `Every differentiable local minimum in this region has zero loss: the rank is ${samples}, the number of samples.`;
  if (judgement.extendedUndecided > 0)
    return 'Rounding errors leave the rank open, and with it whether minima of this region have zero loss.';
  if (data.samples > capacity)
    return `${samples} samples exceed the capacity ${String(capacity)}: local minima of this region may have a positive loss.`;
  const earlier = network.hidden.length > 1 ? ', for almost all earlier weights' : '';
  if (generic)
    return `For almost all data and masks every differentiable local minimum has zero loss${earlier}; yet here the rank is ${String(judgement.extendedRank)} of ${samples}.`;
  return `The rank is ${String(judgement.extendedRank)} of ${samples}, although the capacity is ${String(capacity)}: minima of this region may have a positive loss.`;
}

/** Masks given as numbers count as drawn from a density when no entry is 0 and no two are equal. */
function masksHaveDensity({ masks }: Dataset): boolean {
  if (masks === undefined) return false;
  if (isSpecification(masks)) {
    if (masks.kind === 'gaussian') return masks.sigma > 0;
    return masks.kind === 'uniform' && masks.delta > 0;
  }
  const seen = new Set<number>([0]);
  let count = 1;
  for (const { data } of masks) {
    for (const factor of data) seen.add(factor);
    count += data.length;
  }
  return seen.size === count;
}
