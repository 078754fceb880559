import { spawnSync } from 'node:child_process';

/** As much of a failed command's output as is shown: the end, where the reason is. */
const shownLines = 40;

/**
 * Runs a command and keeps its output to itself.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env?: Record<string, string | undefined>, input?: string }} options
 * @returns {string} what the command wrote to its standard output
 * @throws {Error} with the end of the output, when the command fails
 */
export function run(program, args, { cwd, env = {}, input }) {
  const result = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    ...(input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input }),
  });
  if (result.error !== undefined) throw result.error;
  if (result.status === 0) return result.stdout;
  const output = `${result.stdout}${result.stderr}`.trimEnd().split('\n').slice(-shownLines).join('\n');
  throw new Error(`"${[program, ...args].join(' ')}" ended with ${result.signal ?? `exit code ${result.status}`}:\n${output}`);
}
