import { cpSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A second copy of the built package in a new folder, with an addon of its own. Returns the folder. */
export function copyPackage() {
  const folder = mkdtempSync(path.join(tmpdir(), 'kinkless-copy-'));
  for (const part of ['dist', 'package.json', 'test/lifecycle', 'test/support/built.mjs', 'build/Release/kinkless.node']) {
    mkdirSync(path.dirname(path.join(folder, part)), { recursive: true });
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  }
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}
