import { copyFileSync, existsSync } from 'node:fs';
import path from 'node:path';
import { chooseNodedir } from './chooseNodedir.mjs';
import { findBuildTools } from './findBuildTools.mjs';
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
  const { nodeGyp, headers, modules } = findBuildTools([root, process.cwd()]);
  const nodedir = chooseNodedir({ ...machine, root });
  if (nodedir.synthetic) writeNodedir(nodedir.path, headers);
  // In the published package it lies one folder deeper: at the top, pnpm and Yarn would build at every installation.
  const bindingGyp = path.join(root, 'binding.gyp');
  if (!existsSync(bindingGyp)) copyFileSync(path.join(root, 'native', 'binding.gyp'), bindingGyp);
  run(process.execPath, [nodeGyp, 'configure', 'build', `--nodedir=${nodedir.path}`, '--jobs=max'], {
    cwd: root,
    // binding.gyp asks for node-addon-api by its name.
    env: { ...compilers, NODE_PATH: modules },
  });
  // A symbol the linker could not resolve shows only when the addon is loaded.
  run(process.execPath, ['-e', "require('./build/Release/kinkless.node').info()"], { cwd: root });
}
