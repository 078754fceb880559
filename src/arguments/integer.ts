import type { Refuse } from './Refuse.js';
import { describe } from './describe.js';
import { refuseArgument } from './refuseArgument.js';

/** Bounds, both included. */
export interface IntegerRange {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/**
 * `value` if it is a safe integer in the range.
 *
 * @throws {ArgumentError} otherwise
 */
export function integer(name: string, value: unknown, range: IntegerRange = {}, refuse: Refuse = refuseArgument): number {
  // Own properties only: what all objects inherit from a polluted prototype is no bound.
  const own = { min: undefined, max: undefined, ...range };
  const { min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER } = own;
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min && value <= max) return value + 0;
  return refuse(name, expectation(own), describe(value));
}

function expectation({ min, max }: IntegerRange): string {
  if (min !== undefined && max !== undefined) return `an integer from ${String(min)} to ${String(max)}`;
  if (min !== undefined) return `an integer of at least ${String(min)}`;
  return max === undefined ? 'an integer' : `an integer of at most ${String(max)}`;
}
