import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { downloadCommands, installCommands } from './aptCommands.mjs';
import { findOpenblas } from './findOpenblas.mjs';
import { machine } from './machine.mjs';
import { planOpenblas } from './planOpenblas.mjs';
import { run } from './run.mjs';
import { runAttempts } from './runAttempts.mjs';
import { step } from './step.mjs';

/** The Debian package that holds `libopenblas.a`. */
const debianPackage = 'libopenblas-pthread-dev';

/**
 * Finds the static OpenBLAS, or brings it onto the machine.
 *
 * @param {string} root the package's folder
 * @returns {string} the path of `libopenblas.a`
 * @throws {Error} that says exactly what to install
 */
export function provideOpenblas(root) {
  const find = () => findOpenblas({ ...machine, root });
  const found = find();
  if (found !== undefined) return found;
  let reason = '';
  for (const way of planOpenblas({ found: false, isRoot: machine.isRoot, hasApt: machine.hasApt })) {
    try {
      if (way === 'install') install(root);
      else download(root);
    } catch (error) {
      reason = `\n${error instanceof Error ? error.message : String(error)}`;
      continue;
    }
    const provided = find();
    if (provided !== undefined) return provided;
  }
  throw new Error(
    `The static OpenBLAS is missing. Install the Debian or Ubuntu package ${debianPackage} (apt-get install ${debianPackage}), ` +
      `which holds openblas-pthread/libopenblas.a, or unpack it into ${path.join(root, '.deps', 'openblas')} with dpkg-deb -x.${reason}`,
  );
}

/** @param {string} root */
function install(root) {
  step(`installing ${debianPackage}`, `${debianPackage} installed`, () =>
    runAttempts(installCommands([debianPackage], machine.hasLists()), root),
  );
}

/** @param {string} root */
function download(root) {
  step(`downloading ${debianPackage} into .deps/openblas`, `${debianPackage} unpacked into .deps/openblas`, () => {
    const work = path.join(root, '.deps', 'apt');
    rmSync(work, { recursive: true, force: true });
    for (const folder of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(path.join(work, folder), { recursive: true });
    runAttempts([downloadCommands(debianPackage, work)], work);
    for (const file of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
      run('dpkg-deb', ['-x', file, path.join(root, '.deps', 'openblas')], { cwd: work });
    }
    rmSync(work, { recursive: true, force: true });
  });
}
