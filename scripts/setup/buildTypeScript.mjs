import { rmSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';

/**
 * Compiles `src/` to `dist/`. From scratch, so that no output of a deleted source stays behind.
 *
 * @param {string} root the package's folder
 */
export function buildTypeScript(root) {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  run(process.execPath, [path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'], { cwd: root });
}
