import type { Refuse } from './Refuse.js';
import { describe } from './describe.js';
import { refuseArgument } from './refuseArgument.js';

/** Bounds; `exclusive` says which of them are not allowed themselves (true: both). */
export interface NumberRange {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly exclusive?: boolean | 'min' | 'max' | undefined;
}

/**
 * `value` if it is a finite number in the range.
 *
 * @throws {ArgumentError} otherwise
 */
export function finite(name: string, value: unknown, range: NumberRange = {}, refuse: Refuse = refuseArgument): number {
  // Own properties only: what all objects inherit from a polluted prototype is no bound.
  const own = { min: undefined, max: undefined, exclusive: undefined, ...range };
  if (typeof value === 'number' && Number.isFinite(value) && isWithin(value, own)) return value;
  return refuse(name, expectation(own), describe(value));
}

function isWithin(value: number, { min = -Infinity, max = Infinity, exclusive = false }: NumberRange): boolean {
  const above = exclusive === true || exclusive === 'min' ? value > min : value >= min;
  const below = exclusive === true || exclusive === 'max' ? value < max : value <= max;
  return above && below;
}

function expectation({ min, max, exclusive = false }: NumberRange): string {
  const bounds: string[] = [];
  if (min !== undefined) bounds.push(`${exclusive === true || exclusive === 'min' ? 'greater than' : 'of at least'} ${String(min)}`);
  if (max !== undefined) bounds.push(`${exclusive === true || exclusive === 'max' ? 'less than' : 'of at most'} ${String(max)}`);
  return ['a finite number', bounds.join(' and ')].join(' ').trimEnd();
}
