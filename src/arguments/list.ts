import type { Refuse } from './Refuse.js';
import { describe } from './describe.js';
import { guarded } from './guarded.js';
import { lengthOf } from './lengthOf.js';
import { refuseArgument } from './refuseArgument.js';

/**
 * The entries of a list, each read once and handed to `read` with its index. The length is looked at once, and no iterator is asked: what a
 * hostile list says later does not count.
 *
 * @throws {ArgumentError} if `value` is no list, or one of another length than `length`
 */
export function list<T>(
  name: string,
  value: unknown,
  expected: string,
  read: (entry: unknown, index: number) => T,
  { length, refuse = refuseArgument }: { readonly length?: number; readonly refuse?: Refuse } = {},
): readonly T[] {
  return guarded(name, expected, refuse, () => {
    if (!Array.isArray(value)) return refuse(name, expected, describe(value));
    const count = lengthOf(name, value, expected, refuse);
    if (length !== undefined && count !== length) return refuse(name, expected, `a list of length ${String(count)}`);
    const entries: T[] = [];
    for (let i = 0; i < count; i++) entries.push(read((value as readonly unknown[])[i], i));
    return entries;
  });
}
