import type { Dataset } from '../data/Dataset.js';
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
  const generic = data.samples <= capacity && slopes.every((slope) => slope !== 0) && masksHaveDensity(network, data);
  const verified = judgement.extendedRank === data.samples;
  return { capacity, generic, verified, certified: null, statement: statement(network, data, capacity, generic, verified, judgement) };
}

function statement(network: Network, data: Dataset, capacity: number, generic: boolean, verified: boolean, judgement: Judgement): string {
  const samples = String(data.samples);
  const deep = network.hidden.length > 1;
  // The rank is that of the last hidden layer's matrix, which the earlier weights feed.
  const held = deep ? ', with the weights before the last two layers as they are,' : '';
  if (verified)
    return `Every differentiable local minimum in this region${held} has zero loss: the rank is ${samples}, the number of samples.`;
  if (judgement.extendedUndecided > 0)
    return `Rounding errors leave the rank open, and with it whether minima of this region${held} have zero loss.`;
  if (data.samples > capacity)
    return `${samples} samples exceed the capacity ${String(capacity)}: local minima of this region${held} may have a positive loss.`;
  const rank = `${String(judgement.extendedRank)} of ${samples}`;
  if (generic) {
    const almost = deep ? 'data, masks and weights before the last two layers' : 'data and masks';
    return `For almost all ${almost} every differentiable local minimum has zero loss; yet here${held} the rank is ${rank}.`;
  }
  return `The rank is ${rank}, although the capacity is ${String(capacity)}: minima of this region${held} may have a positive loss.`;
}

/** Masks count as drawn from a density when, as resolved for the network, no factor is 0 and no two are equal: whatever their specification. */
function masksHaveDensity(network: Network, data: Dataset): boolean {
  const masks = data.resolveMasks(network.hidden);
  if (masks === undefined) return false;
  const seen = new Set<number>([0]);
  let count = 1;
  for (const { data: factors } of masks) {
    for (const factor of factors) seen.add(factor);
    count += factors.length;
  }
  return seen.size === count;
}
