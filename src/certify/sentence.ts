import type { ClaimNumbers, Statement } from './Certificate.js';
import type { Claim } from './Claim.js';

/** A claim in words. */
export function sentence(claim: Claim, numbers: ClaimNumbers & Pick<Statement, 'spurious'>, hiddenLayers: number): string {
  const { sigmaMin = 0, radius = 0, lossLower = 0, lossUpper = 0, layer, spurious } = numbers;
  const held = hiddenLayers > 1 ? ', the weights before the last two layers held,' : '';
  const distance = layer === 0 ? 'all weights and biases, Euclidean norm' : 'absorbed weights, Frobenius norm';
  const near = `within ${short(radius)} of these weights (${distance})`;
  const bounds = `a loss between ${short(lossLower)} and ${short(lossUpper)}`;
  const lower = spurious ? `; a second point has a loss of at most ${short(spurious.lossUpper)}` : '';
  switch (claim) {
    case 'full-rank': {
      const sigma = sigmaMin > 0 ? `, its smallest singular value at least ${short(sigmaMin)}` : '';
      return `Every differentiable local minimum with these signs of the pre-activations${held} has zero loss: the matrix of this region has full rank${sigma}.`;
    }
    case 'zero-loss-nearby':
      return `A differentiable global minimum with loss exactly 0 lies in the same region ${near}${layer === 0 ? '' : held.slice(0, -1)}.`;
    case 'local-minimum':
      return `An exact differentiable local minimum with ${bounds} lies in the same region ${near}${lower}.`;
    case 'kink-minimum':
      return `An exact local minimum with ${bounds}, at which the loss is not differentiable, lies ${near}${lower}.`;
  }
}

function short(value: number): string {
  return String(Number(value.toPrecision(4)));
}
