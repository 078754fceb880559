import { inSingle } from '../support/inSingle.js';
import type { Problem } from './Problem.js';
import { randomProblem, type Shape } from './randomProblem.js';
import { type Reference, reference } from './reference.js';
import { type RoundingBounds, roundingBounds } from './roundingBounds.js';

export interface Draw {
  readonly problem: Problem;
  readonly expected: Reference;
  readonly bounds: RoundingBounds;
}

const unitRoundoff = { float64: 2 ** -53, float32: 2 ** -24 };

/** The first draw, counted from `seed`, in which no sign of u is within reach of rounding: there the gradient would jump. */
export function awayFromKinks(seed: number, shape: Shape, precision: 'float64' | 'float32'): Draw {
  for (let attempt = 0; attempt < 50; attempt++) {
    const drawn = randomProblem(seed + 100_000 * attempt, shape);
    const problem = precision === 'float32' ? inSingle(drawn) : drawn;
    const expected = reference(problem);
    const bounds = roundingBounds(problem, unitRoundoff[precision]);
    const clear = expected.carries.every((layer, l) =>
      layer.every((row, n) => row.every((kink, i) => !kink || Math.abs(expected.U[l]![n]![i]!) > bounds.U[l]![n]![i]!)),
    );
    if (clear) return { problem, expected, bounds };
  }
  throw new Error('no draw is away from its kinks');
}
