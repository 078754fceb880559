import { compareVersions } from './compareVersions.mjs';

/** What every glibc system has. libgcc_s comes with Node's own needs. */
const allowed = /^(libc\.so\.6|libm\.so\.6|libgcc_s\.so\.1|ld-linux-.*\.so\.\d)$/;

/**
 * The glibc that an addon needs, from the versions of the symbols it imports.
 *
 * @param {ReturnType<typeof import('./readElf.mjs').readElf>} elf
 * @param {string} floor the newest version it may need
 * @returns {string} such as `2.34`
 * @throws {Error} where it needs a newer one, or a library that not every machine has
 */
export function requiredGlibc({ libraries, versions }, floor) {
  const others = libraries.filter((library) => !allowed.test(library));
  if (others.length > 0) throw new Error(`The addon needs ${others.join(', ')}, which not every machine has.`);
  const glibc = versions.flatMap(({ version }) => /^GLIBC_([\d.]+)$/.exec(version)?.[1] ?? []).sort(compareVersions);
  const newest = glibc.at(-1);
  if (newest === undefined) throw new Error('The addon imports nothing from glibc.');
  if (compareVersions(newest, floor) > 0) {
    throw new Error(`The addon needs glibc ${newest}, and ${floor} is the newest it may need: build it on an older system.`);
  }
  return newest;
}
