import { guarded, lengthOf, type Refuse } from '../arguments.js';

/** A plan holds a grid, that holds lists, of which some hold lists of widths or slopes: nothing in it lies deeper. */
const DEEPEST = 4;
/** Of keys in messages: no known one is nearly as long. */
const LONGEST_KEY = 60;

/**
 * A copy of a plan in plain tables and lists, each value read once, so that a hostile one cannot say something else later. Tables have no
 * prototype: what was done to that of all objects is no parameter. Values of other kinds stay what they are, for the schema to refuse.
 */
export function copyPlan(value: unknown, refuse: Refuse, place = '', depth = 0): unknown {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || depth === DEEPEST) return value;
  return guarded(place || 'plan', 'a value that can be read', refuse, () => {
    if (!Array.isArray(value)) {
      const table = Object.create(null) as Record<string, unknown>;
      for (const key of Object.keys(value)) {
        const entry = (value as Readonly<Record<string, unknown>>)[key];
        // What is undefined is left out.
        if (entry !== undefined)
          table[key] = copyPlan(entry, refuse, `${place}${place === '' ? '' : '.'}${key.slice(0, LONGEST_KEY)}`, depth + 1);
      }
      return table;
    }
    const entries: unknown[] = [];
    const count = lengthOf(place, value, 'a list', refuse);
    for (let k = 0; k < count; k++) {
      const entry: unknown = value[k];
      // A list may be long, and hold nothing.
      if (entry === undefined) refuse(`${place}[${String(k)}]`, 'a value', 'nothing');
      entries.push(copyPlan(entry, refuse, `${place}[${String(k)}]`, depth + 1));
    }
    return entries;
  });
}
