import { run } from './run.mjs';

/**
 * Makes one attempt after the other until all commands of one have succeeded.
 *
 * @param {import('./aptCommands.mjs').Command[][]} attempts
 * @param {string} cwd
 * @throws {Error} of the last attempt, when none succeeds
 */
export function runAttempts(attempts, cwd) {
  for (const [index, commands] of attempts.entries()) {
    try {
      for (const command of commands) runOne(command, cwd);
      return;
    } catch (error) {
      if (index === attempts.length - 1) throw error;
    }
  }
}

/**
 * @param {import('./aptCommands.mjs').Command} command
 * @param {string} cwd
 */
function runOne({ program, args, mayFail = false }, cwd) {
  try {
    run(program, args, { cwd, env: { DEBIAN_FRONTEND: 'noninteractive' } });
  } catch (error) {
    if (!mayFail) throw error;
  }
}
