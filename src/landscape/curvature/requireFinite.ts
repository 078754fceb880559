import { OverflowError } from '../../errors.js';

/** @throws {OverflowError} if a number of `what` does not fit float64 */
export function requireFinite(what: string, values: Float64Array): void {
  if (!values.every(Number.isFinite)) throw new OverflowError(what);
}
