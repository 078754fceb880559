import { installCommands } from './aptCommands.mjs';
import { chooseCompiler } from './chooseCompiler.mjs';
import { machine } from './machine.mjs';
import { planTools } from './planTools.mjs';
import { run } from './run.mjs';
import { runAttempts } from './runAttempts.mjs';
import { step } from './step.mjs';

/** Uses what the core needs of C++20: concepts, spans and the mathematical constants. */
const probe =
  '#include <concepts>\n#include <numbers>\n#include <span>\ntemplate <std::floating_point T> T f(std::span<T> x) { return x[0] * std::numbers::pi_v<T>; }\n';

/**
 * Makes sure of a C++20 compiler, make and Python.
 *
 * @param {string} root the package's folder
 * @returns {{ CC: string, CXX: string }} the compilers, as environment variables
 * @throws {Error} that says what to install
 */
export function provideTools(root) {
  const compilers = chooseCompiler({ env: process.env, has: machine.has });
  const missing = /** @type {('make' | 'python3')[]} */ (['make', 'python3']).filter((tool) => !machine.has(tool));
  const compiler = compilers === undefined ? 'missing' : knowsCpp20(compilers.CXX, root) ? 'good' : 'old';
  const { install, problem } = planTools({ compiler, missing, isRoot: machine.isRoot, hasApt: machine.hasApt });
  if (problem !== undefined || compilers === undefined) throw new Error(problem);
  if (install.length > 0) {
    const names = install.join(' and ');
    step(`installing ${names}`, `${names} installed`, () => runAttempts(installCommands(install, machine.hasLists()), root));
  }
  return compilers;
}

/**
 * @param {string} compiler
 * @param {string} cwd
 */
function knowsCpp20(compiler, cwd) {
  try {
    run(compiler, ['-std=c++20', '-fsyntax-only', '-x', 'c++', '-'], { cwd, input: probe });
    return true;
  } catch {
    return false;
  }
}
