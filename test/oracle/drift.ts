import type { Problem } from './Problem.js';
import { plainTraining, type PlainRun } from './plainTrainers.js';
import { generator } from './randomProblem.js';
import { reference } from './reference.js';
import { roundingBounds } from './roundingBounds.js';

/** How far parameters may end from those of the plain loop. */
export interface Drift {
  readonly parameters: number[];
  readonly tolerance: number;
}

const DRAWS = 3;
/** Sums of random signs stay below the worst signs, and moments are rounded too: a factor for both. */
const SAFETY = 4;

/**
 * The plain loop's parameters, and how far rounding may lead a run away from them: as far as the loop itself goes when every gradient is
 * disturbed by the a-priori bound on its rounding error and every parameter by half a unit in its last place, with random signs. Neither
 * looks at the code under test. `run` makes a new one each time, since rules remember.
 */
export function drift(problem: Problem, unitRoundoff: number, run: () => PlainRun): Drift {
  const parameters = plainTraining(problem, run());
  let farthest = 0;
  for (let draw = 1; draw <= DRAWS; draw++) {
    const next = generator(draw);
    const sign = (): number => (next() < 0.5 ? -1 : 1);
    const disturbed = plainTraining(problem, {
      ...run(),
      gradientOf: (part) => {
        const bounds = roundingBounds(part, unitRoundoff).gradient;
        // A parameter that no sample feels has a gradient without error.
        return reference(part).gradient.map((g, p) => (g === 0 ? 0 : g + sign() * bounds[p]!));
      },
      stored: (value) => value * (1 + sign() * unitRoundoff),
    });
    disturbed.forEach((value, p) => (farthest = Math.max(farthest, Math.abs(value - parameters[p]!))));
  }
  return { parameters, tolerance: SAFETY * farthest };
}
