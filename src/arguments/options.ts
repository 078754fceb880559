import type { Refuse } from './Refuse.js';
import { describe } from './describe.js';
import { guarded } from './guarded.js';
import { nearest } from './nearest.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * A copy of an object of options; each property is read once. Nothing (undefined) is an object without options.
 *
 * @throws {ArgumentError} if `value` is no object or has a key that is not in `known`, naming the nearest known one
 */
export function options<Key extends string>(
  name: string,
  value: unknown,
  known: readonly Key[],
  refuse: Refuse = refuseArgument,
): { readonly [K in Key]?: unknown } {
  if (value === undefined) return {};
  return guarded(name, 'a readable object', refuse, () => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(name, 'an object', describe(value));
    for (const key of Object.keys(value)) {
      if (!known.some((option) => option === key))
        refuse(name, `only keys of ${known.join(', ')}`, `${describe(key)}${nearest(key, known)}`);
    }
    const copy: { [K in Key]?: unknown } = {};
    for (const key of known) {
      const option = (value as { readonly [K in Key]?: unknown })[key];
      if (option !== undefined) copy[key] = option;
    }
    return copy;
  });
}
