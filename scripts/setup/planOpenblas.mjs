/**
 * How to come by the static OpenBLAS, in the order to try.
 *
 * @param {{ found: boolean, isRoot: boolean, hasApt: boolean }} machine
 * @returns {('install' | 'download')[]} nothing where it is there already, and where only the user can help
 */
export function planOpenblas({ found, isRoot, hasApt }) {
  if (found || !hasApt) return [];
  return isRoot ? ['install', 'download'] : ['download'];
}
