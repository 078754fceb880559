import type { Problem } from '../oracle/Problem.js';
import { randomProblem } from '../oracle/randomProblem.js';

const SLOPES = [0.1, 0, -1, 1, 0.5];

/**
 * A tiny network of two or three hidden layers: slopes 0.1, 0, −1, 1 and 0.5 beside each other, biases here and there, masks or none; every other one
 * has a sample more than its last hidden layer has weights.
 */
export function deepProblem(seed: number): Problem {
  const middle = Array.from({ length: 2 + (seed % 2) }, (_, l) => 1 + ((seed + l) % 4));
  return randomProblem(70_000 + seed, {
    samples: seed % 2 === 0 ? 1 + (seed % 6) : Math.min(6, 1 + middle.at(-2)! * middle.at(-1)!),
    widths: [1 + (seed % 3), ...middle, 1],
    slopes: middle.map((_, l) => SLOPES[(seed + l) % 5]!),
    biases: [...middle, 1].map((_, l) => (seed + l) % 3 === 0),
    masks: (['none', 'uniform', 'bernoulli'] as const)[seed % 3]!,
    zeroInputs: seed % 7 === 0 ? 0.3 : 0,
  });
}
