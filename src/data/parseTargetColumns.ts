import { describe, guarded, integer, refuseArgument, type Refuse } from '../arguments.js';
import type { TargetColumns } from './TargetColumns.js';

/** A checked copy of {@link TargetColumns}; undefined if nothing is said. */
export function parseTargetColumns(value: unknown, refuse: Refuse = refuseArgument): TargetColumns | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'number') return integer('targets', value, { min: 1, max: 2 ** 31 - 1 }, refuse);
  const expected = 'a list of names of columns, or the number of last columns';
  return guarded('targets', expected, refuse, () => {
    if (!Array.isArray(value) || value.length === 0) return refuse('targets', expected, describe(value));
    const names = Array.from(value, (name: unknown, i) =>
      typeof name === 'string' ? name : refuse(`targets[${String(i)}]`, 'the name of a column', describe(name)),
    );
    const repeated = names.find((name, i) => names.indexOf(name) !== i);
    return repeated === undefined ? Object.freeze(names) : refuse('targets', 'different names', `${describe(repeated)} twice`);
  });
}
