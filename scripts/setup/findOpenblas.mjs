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
 * Only the pthread flavour: with the serial one, concurrent LAPACK calls give silently wrong results.
 *
 * @param {{ root: string, arch: string, exists: (file: string) => boolean }} place `root` is the package's folder
 * @returns {string | undefined} the path of `libopenblas.a`
 */
export function findOpenblas({ root, arch, exists }) {
  const folder = multiarch[/** @type {keyof typeof multiarch} */ (arch)];
  if (folder === undefined) return undefined;
  const inside = path.join('usr', 'lib', folder, 'openblas-pthread', 'libopenblas.a');
  return [path.join('/', inside), path.join(root, '.deps', 'openblas', inside)].find(exists);
}
