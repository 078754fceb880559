import { types } from 'node:util';

const LONGEST_TEXT = 60;
const MOST_KEYS = 6;

/** A short description of any value, for error messages. Never throws, whatever the value's getters do. */
export function describe(value: unknown): string {
  try {
    return shorten(describeReadable(value));
  } catch {
    return 'a value that cannot be read';
  }
}

function describeReadable(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'nothing';
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `the bigint ${String(value)}`;
    case 'string':
      return JSON.stringify(value.slice(0, LONGEST_TEXT));
    case 'boolean':
      return String(value);
    case 'symbol':
      return 'a symbol';
    case 'function':
      return 'a function';
    case 'object':
      return value === null ? 'null' : describeObject(value);
  }
}

function describeObject(value: object): string {
  if (Array.isArray(value)) return `an array of length ${String(value.length)}`;
  if (types.isTypedArray(value)) return `a ${value[Symbol.toStringTag]} of length ${String(value.length)}`;
  const { rows, columns } = value as { rows?: unknown; columns?: unknown };
  if (typeof rows === 'number' && typeof columns === 'number') return `a ${String(rows)} × ${String(columns)} matrix`;
  const constructor = (Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null)?.constructor?.name;
  if (typeof constructor === 'string' && constructor !== '' && constructor !== 'Object') return `an object of class ${constructor}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an object without keys';
  const shown = keys.slice(0, MOST_KEYS).map((key) => shorten(key));
  return `an object with ${keys.length === 1 ? 'key' : 'keys'} ${shown.join(', ')}${keys.length > MOST_KEYS ? ', …' : ''}`;
}

function shorten(text: string): string {
  return text.length > 2 * LONGEST_TEXT ? `${text.slice(0, 2 * LONGEST_TEXT)}…` : text;
}
