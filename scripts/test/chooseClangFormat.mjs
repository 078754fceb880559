/** The version the committed style was written with; others lay some lines out differently. */
const major = 14;

/**
 * Whether the layout of the native sources can be checked here.
 *
 * @param {(program: string) => string | undefined} versionOf what `program --version` prints, or nothing where there is no such program
 * @returns {{ program: string } | { reason: string }}
 */
export function chooseClangFormat(versionOf) {
  /** @type {string[]} */
  const others = [];
  for (const program of [`clang-format-${major}`, 'clang-format']) {
    const found = versionOf(program)?.match(/version (\d+)/)?.[1];
    if (found === String(major)) return { program };
    if (found !== undefined) others.push(found);
  }
  return { reason: `clang-format ${major} is not installed${others.length > 0 ? `, version ${others.join(' and ')} is` : ''}` };
}
