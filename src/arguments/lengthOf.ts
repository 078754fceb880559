import type { Refuse } from './Refuse.js';
import { describe } from './describe.js';

/** The longest an array can be. */
const MOST = 2 ** 32 - 1;

/** The length of an array, looked at once: a proxy may say anything, and something else every time. */
export function lengthOf(name: string, array: readonly unknown[], expected: string, refuse: Refuse): number {
  const { length } = array;
  return Number.isInteger(length) && length >= 0 && length <= MOST
    ? length
    : refuse(name, expected, `a list of length ${describe(length)}`);
}
