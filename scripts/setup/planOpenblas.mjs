/**
 * How to come by the static OpenBLAS where it is missing, in the order to try.
 *
 * @param {{ isRoot: boolean, hasApt: boolean }} machine
 * @returns {('install' | 'download')[]} nothing where only the user can help
 */
export function planOpenblas({ isRoot, hasApt }) {
  if (!hasApt) return [];
  return isRoot ? ['install', 'download'] : ['download'];
}
