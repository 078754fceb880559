import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * How a child process ended.
 *
 * @typedef {object} Ending
 * @property {number | null} code
 * @property {NodeJS.Signals | null} signal
 * @property {string} errors standard error
 * @property {Readonly<Record<string, number>>} result what it printed
 */

/**
 * Runs one of the programs of this folder in a process of its own.
 *
 * @param {string} name
 * @param {readonly (string | number)[]} args
 * @param {number} patience milliseconds after which it hangs, and is killed
 * @param {Readonly<Record<string, string>>} [variables] of its environment, beside those of this process
 * @returns {Promise<Ending>}
 */
export function runScenario(name, args, patience, variables = {}) {
  const program = fileURLToPath(new URL(`./${name}.mjs`, import.meta.url));
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--expose-gc', program, ...args.map(String)], {
      timeout: patience,
      killSignal: 'SIGKILL',
      env: { ...process.env, ...variables },
    });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => (output += String(chunk)));
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const result = /** @type {Readonly<Record<string, number>>} */ (output === '' ? {} : JSON.parse(output));
      resolve({ code, signal, errors, result });
    });
  });
}
