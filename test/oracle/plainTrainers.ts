import { packParameters, withParameters } from './parameters.js';
import type { Problem } from './Problem.js';
import { reference } from './reference.js';

/** Learning rate of epoch k = 0, 1, …: constant before `from`, then multiplied by `factor` each epoch, never below `minimum`. */
export interface Decay {
  readonly factor: number;
  readonly from: number;
  readonly minimum?: number;
}

export function learningRateAt(epoch: number, learningRate: number, decay?: Decay): number {
  if (decay === undefined || epoch < decay.from) return learningRate;
  return Math.max(decay.minimum ?? 0, learningRate * decay.factor ** (epoch - decay.from));
}

/** Parameters after `epochs` full-batch steps θ ← θ − η ∇loss. */
export function plainGradientDescent(start: Problem, epochs: number, learningRate: number, decay?: Decay): number[] {
  const theta = packParameters(start);
  for (let k = 0; k < epochs; k++) {
    const { gradient } = reference(withParameters(start, theta));
    const rate = learningRateAt(k, learningRate, decay);
    gradient.forEach((g, p) => (theta[p]! -= rate * g));
  }
  return theta;
}

export interface AdamOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Parameters after `epochs` full-batch steps of Adam with bias correction (Kingma, Ba 2015, Algorithm 1). */
export function plainAdam(start: Problem, epochs: number, options: AdamOptions, decay?: Decay): number[] {
  const { beta1, beta2, epsilon } = options;
  const theta = packParameters(start);
  const first = theta.map(() => 0);
  const second = theta.map(() => 0);
  for (let k = 0; k < epochs; k++) {
    const { gradient } = reference(withParameters(start, theta));
    const rate = learningRateAt(k, options.learningRate, decay);
    gradient.forEach((g, p) => {
      first[p] = beta1 * first[p]! + (1 - beta1) * g;
      second[p] = beta2 * second[p]! + (1 - beta2) * g * g;
      const mean = first[p] / (1 - beta1 ** (k + 1));
      const square = second[p] / (1 - beta2 ** (k + 1));
      theta[p]! -= (rate * mean) / (Math.sqrt(square) + epsilon);
    });
  }
  return theta;
}
