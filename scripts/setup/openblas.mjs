import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { downloadCommands, installCommands } from './aptCommands.mjs';
import { findOpenblas } from './findOpenblas.mjs';
import { machine } from './machine.mjs';
import { debianPackage, provideOpenblas } from './provideOpenblas.mjs';
import { run } from './run.mjs';
import { runAttempts } from './runAttempts.mjs';
import { step } from './step.mjs';

/**
 * The static OpenBLAS of this machine, brought onto it where it is missing.
 *
 * @param {string} root the package's folder
 * @returns {string} the path of `libopenblas.a`
 * @throws {Error} that says exactly what to install
 */
export function openblas(root) {
  return provideOpenblas({
    ...machine,
    find: () => findOpenblas({ ...machine, root, asked: process.env.KINKLESS_OPENBLAS }),
    install: () =>
      step(`installing ${debianPackage}`, `${debianPackage} installed`, () =>
        runAttempts(installCommands([debianPackage], machine.hasLists()), root),
      ),
    download: () =>
      step(`downloading ${debianPackage} into .deps/openblas`, `${debianPackage} unpacked into .deps/openblas`, () => download(root)),
  });
}

/** @param {string} root */
function download(root) {
  const work = path.join(root, '.deps', 'apt');
  rmSync(work, { recursive: true, force: true });
  for (const folder of ['state/lists/partial', 'cache/archives/partial']) mkdirSync(path.join(work, folder), { recursive: true });
  runAttempts([downloadCommands(debianPackage, work)], work);
  for (const file of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
    run('dpkg-deb', ['-x', file, path.join(root, '.deps', 'openblas')], { cwd: work });
  }
  rmSync(work, { recursive: true, force: true });
}
