import type { RawProblem } from '../native/addon.js';

const LEAST = 2 ** -100;
const MOST = 2 ** 100;

/** Whether all numbers are 0 or between 2^−100 and 2^100 in size: then no product of a proof leaves the range of float64. */
export function isInRange({ parameters, inputs, targets, masks, slopes }: RawProblem): boolean {
  return [parameters, inputs, targets, masks, slopes].every((numbers) =>
    numbers.every((x) => x === 0 || (Math.abs(x) >= LEAST && Math.abs(x) <= MOST)),
  );
}
