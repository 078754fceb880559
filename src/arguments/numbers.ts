import { types } from 'node:util';
import type { Refuse } from './Refuse.js';
import { allocate } from './allocate.js';
import { copyTyped } from './copyTyped.js';
import { describe } from './describe.js';
import { guarded } from './guarded.js';
import { lengthOf } from './lengthOf.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * A copy of a list of finite numbers: an array, a Float64Array or a Float32Array.
 *
 * @throws {ArgumentError} naming the first entry that is not finite, or the length if it is not `length`
 */
export function numbers(name: string, value: unknown, length?: number, refuse: Refuse = refuseArgument): Float64Array {
  const expected = length === undefined ? 'a list of numbers' : `a list of ${String(length)} ${length === 1 ? 'number' : 'numbers'}`;
  return guarded(name, expected, refuse, () => {
    const isTyped = types.isFloat64Array(value) || types.isFloat32Array(value);
    if (!isTyped && !Array.isArray(value)) return refuse(name, expected, describe(value));
    const copy = isTyped ? copyTyped(name, value, refuse) : copyOf(name, value, length, expected, refuse);
    if (length !== undefined && copy.length !== length) return refuse(name, expected, `a list of length ${String(copy.length)}`);
    copy.forEach((entry, i) => {
      if (!Number.isFinite(entry)) refuse(`${name}[${String(i)}]`, 'a finite number', describe(entry));
    });
    return copy;
  });
}

function copyOf(name: string, list: readonly unknown[], length: number | undefined, expected: string, refuse: Refuse): Float64Array {
  const count = lengthOf(name, list, expected, refuse);
  if (length !== undefined && count !== length) return refuse(name, expected, `a list of length ${String(count)}`);
  const copy = allocate(name, count, refuse);
  for (let i = 0; i < copy.length; i++) {
    const entry = list[i];
    copy[i] = typeof entry === 'number' ? entry : refuse(`${name}[${String(i)}]`, 'a finite number', describe(entry));
  }
  return copy;
}
