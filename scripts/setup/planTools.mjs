/** What node-gyp runs, and the Debian package of each. */
const packages = { make: 'make', python3: 'python3' };

/**
 * What to do about the programs the native build needs. A compiler is the user's to choose; `make` and Python come with node-gyp's
 * needs and are installed where that is possible.
 *
 * @param {{ compiler: 'good' | 'old' | 'missing', missing: ('make' | 'python3')[], isRoot: boolean, hasApt: boolean }} machine
 * @returns {{ install: string[], problem?: string }} Debian packages to install, or what the user has to do
 */
export function planTools({ compiler, missing, isRoot, hasApt }) {
  const wanted = missing.map((tool) => packages[tool]);
  const byHand = hasApt
    ? (/** @type {string[]} */ names) => ` On Debian and Ubuntu: ${isRoot ? '' : 'sudo '}apt-get install ${names.join(' ')}`
    : () => '';
  if (compiler === 'missing') {
    return { install: [], problem: `A C++ compiler is needed, and neither g++ nor clang++ was found.${byHand(['g++', ...wanted])}` };
  }
  if (compiler === 'old') {
    return {
      install: [],
      problem: 'The C++ compiler does not know C++20: g++ 10 or clang++ 12 is the oldest that does. Set CXX to choose another one.',
    };
  }
  if (wanted.length > 0 && !(isRoot && hasApt)) {
    return { install: [], problem: `The native build needs ${missing.join(' and ')}.${byHand(wanted)}` };
  }
  return { install: wanted };
}
