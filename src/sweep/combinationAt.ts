import type { Plan } from './Plan.js';
import type { PlanParameters } from './PlanParameters.js';

export interface Combination {
  /** Which of the plan's cases, from 0. */
  readonly case: number;
  /** The values of the grid. */
  readonly values: PlanParameters;
}

/** The combination of a case and of values of the grid with this number, from 0 to the plan's `cells`. */
export function combinationAt({ axes }: Plan, cell: number): Combination {
  const values: Record<string, unknown> = {};
  let rest = cell;
  for (let k = axes.length - 1; k >= 0; k--) {
    const { name, values: choices } = axes[k]!;
    values[name] = choices[rest % choices.length];
    rest = Math.floor(rest / choices.length);
  }
  return { case: rest, values };
}
