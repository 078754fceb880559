import type { RawProblem } from '../native/addon.js';

/** As in `native/core/kinks/kink_minimum.cc`: with more kinks no multipliers are looked for. */
const MOST_KINKS = 8192;
/** Of one multiplier: unit, sample, value, and the two ends of its interval. */
export const MULTIPLIER_NUMBERS = 5;

/** How many numbers the multipliers of a point can have. */
export function multiplierRoom(widths: RawProblem['widths'] | readonly number[], samples: number): number {
  const [, hidden = 0, outputs] = widths;
  return widths.length === 3 && outputs === 1 ? MULTIPLIER_NUMBERS * Math.min(samples * hidden, MOST_KINKS) : 0;
}
