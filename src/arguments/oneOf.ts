import type { Refuse } from './Refuse.js';
import { describe } from './describe.js';
import { nearest } from './nearest.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * `value` if it is one of `names`.
 *
 * @throws {ArgumentError} otherwise, with the nearest name if a text came
 */
export function oneOf<Name extends string>(name: string, value: unknown, names: readonly Name[], refuse: Refuse = refuseArgument): Name {
  const found = names.find((known) => known === value);
  if (found !== undefined) return found;
  const suggestion = typeof value === 'string' ? nearest(value, names) : '';
  return refuse(name, `one of ${names.map((known) => JSON.stringify(known)).join(', ')}`, `${describe(value)}${suggestion}`);
}
