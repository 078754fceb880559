import path from 'node:path';

/**
 * The npm that is running this script, else the one on the path.
 *
 * @param {Record<string, string | undefined>} env
 * @param {string} execPath of Node
 * @returns {{ program: string, args: string[] }}
 */
export function npmCommand(env, execPath) {
  const script = env.npm_execpath;
  // Other package managers set the variable too, and know no `ci`.
  return script !== undefined && path.basename(script) === 'npm-cli.js'
    ? { program: execPath, args: [script] }
    : { program: 'npm', args: [] };
}
