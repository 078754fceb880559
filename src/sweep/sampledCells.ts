import type { Plan } from './Plan.js';

/** Looking at this many takes about a second. */
const MOST = 100_000;

/** Numbers of combinations to look at before a plan is run: all of them, or of very many this many, evenly spread. */
export function* sampledCells({ cells }: Plan): Generator<number, void, undefined> {
  const step = Math.max(1, cells / MOST);
  for (let k = 0; Math.floor(k * step) < cells; k++) yield Math.floor(k * step);
}
