import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * @param {string} program
 * @returns {boolean} whether it can be run by its bare name
 */
function has(program) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

/** What the set-up decides by, as found on this machine. */
export const machine = {
  arch: process.arch,
  execPath: process.execPath,
  exists: existsSync,
  has,
  isRoot: process.getuid?.() === 0,
  hasApt: has('apt-get') && has('dpkg-deb'),
  /** Whether apt's package lists were ever fetched: a fresh container has none. */
  hasLists: () => existsSync('/var/lib/apt/lists') && readdirSync('/var/lib/apt/lists').some((file) => file.includes('_Packages')),
};
