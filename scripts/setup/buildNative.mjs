import path from 'node:path';
import { chooseNodedir } from './chooseNodedir.mjs';
import { machine } from './machine.mjs';
import { run } from './run.mjs';
import { writeNodedir } from './writeNodedir.mjs';

/**
 * Builds the addon with node-gyp, compiling what changed, and loads it once in a process of its own.
 *
 * @param {string} root the package's folder
 * @param {{ CC?: string, CXX?: string }} compilers as environment variables
 */
export function buildNative(root, compilers) {
  const nodedir = chooseNodedir({ ...machine, root });
  if (nodedir.synthetic) writeNodedir(nodedir.path, path.join(root, 'node_modules', 'node-api-headers', 'include'));
  const nodeGyp = path.join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  run(process.execPath, [nodeGyp, 'configure', 'build', `--nodedir=${nodedir.path}`, '--jobs=max'], { cwd: root, env: compilers });
  // A symbol the linker could not resolve shows only when the addon is loaded.
  run(process.execPath, ['-e', "require('./build/Release/kinkless.node').info()"], { cwd: root });
}
