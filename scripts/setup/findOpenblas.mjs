import path from 'node:path';

/** The folder Debian keeps libraries of an architecture in, by Node's name of the architecture. */
const multiarch = {
  x64: 'x86_64-linux-gnu',
  arm64: 'aarch64-linux-gnu',
  ppc64: 'powerpc64le-linux-gnu',
  riscv64: 'riscv64-linux-gnu',
  s390x: 's390x-linux-gnu',
};

/**
 * The static OpenBLAS with POSIX threads: the system's, or the one unpacked into the project's own `.deps/openblas`.
 * Only the pthread flavour: with the serial one, concurrent LAPACK calls give silently wrong results. Where there is no Debian, the user
 * names the library.
 *
 * @param {{ root: string, arch: string, exists: (file: string) => boolean, asked?: string | undefined }} place `root` is the package's
 *   folder, `asked` what the user has named as the library
 * @returns {string | undefined} the path of `libopenblas.a`
 * @throws {Error} where the user has named a file that is not there
 */
export function findOpenblas({ root, arch, exists, asked }) {
  if (asked) {
    if (!exists(asked)) throw new Error(`KINKLESS_OPENBLAS names the static OpenBLAS, and there is no file ${asked}.`);
    return asked;
  }
  const folder = multiarch[/** @type {keyof typeof multiarch} */ (arch)];
  if (folder === undefined) return undefined;
  const inside = path.join('usr', 'lib', folder, 'openblas-pthread', 'libopenblas.a');
  return [path.join('/', inside), path.join(root, '.deps', 'openblas', inside)].find(exists);
}
