/**
 * @param {readonly number[]} values at least one
 * @returns {{ median: number, min: number, max: number }} rounded to four digits
 */
export function summary(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const round = (/** @type {number | undefined} */ value) => Number((value ?? NaN).toPrecision(4));
  return { median: round(sorted[sorted.length >> 1]), min: round(sorted[0]), max: round(sorted.at(-1)) };
}
