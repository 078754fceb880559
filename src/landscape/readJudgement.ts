import { OverflowError } from '../errors.js';
import type { Judgement } from './Judgement.js';

/** May be infinite: when nothing can kink. */
const UNBOUNDED = new Set(['kinkDistance', 'multiplierSlack']);

/**
 * Names the numbers of a judgement. `multipliers` may go on beyond those of this point.
 *
 * @throws {OverflowError} when one does not fit float64
 */
export function readJudgement(names: readonly string[], values: Float64Array, descent: Float64Array, multipliers: Float64Array): Judgement {
  for (const [k, name] of names.entries()) {
    if (!Number.isFinite(values[k]) && !UNBOUNDED.has(name)) throw new OverflowError(name);
  }
  return { ...Object.fromEntries(names.map((name, k) => [name, values[k]])), descent, multipliers } as unknown as Judgement;
}
