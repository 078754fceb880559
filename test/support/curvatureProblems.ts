import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem } from '../oracle/randomProblem.js';

/** Random small networks of every kind: depth, outputs, masks, biases, slopes, dead units, zero inputs. */
export function curvatureProblem(seed: number): Problem {
  const next = generator(7000 + seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const hidden = pick([1, 1, 2, 3]);
  const size = (): number => 1 + Math.floor(4 * next());
  return randomProblem(seed, {
    samples: 1 + Math.floor(12 * next()),
    widths: [size(), ...Array.from({ length: hidden }, size), pick([1, 1, 2, 3])],
    slopes: Array.from({ length: hidden }, () => pick([0, 0.1, 1, -1])),
    biases: Array.from({ length: hidden + 1 }, () => next() < 0.5),
    masks: pick(['none', 'uniform', 'bernoulli'] as const),
    deadUnits: pick([0, 0, 1]),
    zeroInputs: pick([0, 0, 0.4]),
  });
}
