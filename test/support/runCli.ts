import { spawn } from 'node:child_process';
import path from 'node:path';

/** The compiled command line: what users run. */
export const CLI = path.resolve('dist', 'cli', 'main.js');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a process of its own. */
export function runCli(
  words: readonly string[],
  options: { readonly stopAfter?: { ms: number; signal: NodeJS.Signals } } = {},
): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject).on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
    const { stopAfter } = options;
    if (stopAfter !== undefined) setTimeout(() => child.kill(stopAfter.signal), stopAfter.ms).unref();
  });
}
