import type { Refuse } from './Refuse.js';
import { describe } from './describe.js';
import { guarded } from './guarded.js';
import { nearest } from './nearest.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * A copy of an object of options; each property is read once. Nothing (undefined) is an object without options. What every object inherits
 * is no option: a polluted prototype changes nothing.
 *
 * @throws {ArgumentError} if `value` is no object or has a key that is not in `known`, naming the nearest known one
 */
export function options<Key extends string>(
  name: string,
  value: unknown,
  known: readonly Key[],
  refuse: Refuse = refuseArgument,
): { readonly [K in Key]?: unknown } {
  if (value === undefined) return emptyCopy<Key>();
  return guarded(name, 'a readable object', refuse, () => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(name, 'an object', describe(value));
    for (const key of Object.keys(value)) {
      if (!known.some((option) => option === key))
        refuse(name, `only keys of ${known.join(', ')}`, `${describe(key)}${nearest(key, known)}`);
    }
    const copy = emptyCopy<Key>();
    for (const key of known) {
      if (isPolluted(value, key)) continue;
      const option = (value as { readonly [K in Key]?: unknown })[key];
      if (option !== undefined) copy[key] = option;
    }
    return copy;
  });
}

/** Without a prototype: an option that is not in it is undefined whatever was done to that of all objects. */
function emptyCopy<Key extends string>(): { [K in Key]?: unknown } {
  return Object.create(null) as { [K in Key]?: unknown };
}

function isPolluted(value: object, key: string): boolean {
  if (!Object.hasOwn(Object.prototype, key)) return false;
  for (let at: object | null = value; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null)
    if (Object.hasOwn(at, key)) return false;
  return true;
}
