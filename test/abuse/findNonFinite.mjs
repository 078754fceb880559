/** What may be NaN, by the documentation: a history's minAbs where nothing can kink. */
const DOCUMENTED = new Set(['minAbs']);

/**
 * The place of a number in a result that is not finite, if there is one.
 *
 * @param {unknown} value
 * @param {string} [place]
 * @returns {string | undefined}
 */
export function findNonFinite(value, place = 'result') {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `${place} = ${String(value)}`;
  if (typeof value !== 'object' || value === null) return undefined;
  if (ArrayBuffer.isView(value)) {
    const numbers = /** @type {Float64Array} */ (value);
    const at = numbers.findIndex((number) => !Number.isFinite(number));
    return at < 0 ? undefined : `${place}[${String(at)}] = ${String(numbers[at])}`;
  }
  // What a network holds is private.
  if ('parameters' in value && typeof value.parameters === 'function') {
    const found = findNonFinite(/** @type {unknown} */ (value.parameters()), `${place}.parameters`);
    if (found !== undefined) return found;
  }
  for (const [key, entry] of Object.entries(value)) {
    if (DOCUMENTED.has(key)) continue;
    const found = findNonFinite(entry, `${place}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
