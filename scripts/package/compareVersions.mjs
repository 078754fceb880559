/**
 * Orders versions of numbers and dots.
 *
 * @param {string} a
 * @param {string} b
 * @returns {number} negative, zero or positive
 */
export function compareVersions(a, b) {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (let k = 0; k < Math.max(x.length, y.length); k++) {
    const difference = (x[k] ?? 0) - (y[k] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
