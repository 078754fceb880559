import { planOpenblas } from './planOpenblas.mjs';

/** The Debian package that holds `libopenblas.a`. */
export const debianPackage = 'libopenblas-pthread-dev';

/**
 * Finds the static OpenBLAS, or brings it onto the machine.
 *
 * @param {{ isRoot: boolean, hasApt: boolean, find: () => string | undefined, install: () => void, download: () => void }} machine
 *   `install` and `download` throw where they fail
 * @returns {string} the path of `libopenblas.a`
 * @throws {Error} that says exactly what to install
 */
export function provideOpenblas({ isRoot, hasApt, find, install, download }) {
  const found = find();
  if (found !== undefined) return found;
  const ways = { install, download };
  let reason = '';
  for (const way of planOpenblas({ isRoot, hasApt })) {
    try {
      ways[way]();
    } catch (error) {
      reason += `\n${error instanceof Error ? error.message : String(error)}`;
    }
    const provided = find();
    if (provided !== undefined) return provided;
  }
  throw new Error(
    `The static OpenBLAS (openblas-pthread/libopenblas.a) is missing. Install the Debian or Ubuntu package ${debianPackage} ` +
      `(apt-get install ${debianPackage}), unpack it into .deps/openblas (dpkg-deb -x), or name a static OpenBLAS with POSIX threads: ` +
      `KINKLESS_OPENBLAS=/path/to/libopenblas.a.${reason}`,
  );
}
