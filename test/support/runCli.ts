import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** The compiled command line: what users run. */
export const CLI = path.resolve('dist', 'cli', 'main.js');

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in a process of its own. */
export function runCli(words: readonly string[], options: { readonly stopBy?: NodeJS.Signals } = {}): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject).on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
    if (options.stopBy !== undefined) void stopWhenTraining(child, options.stopBy);
  });
}

/** Processor time, in the kernel's ticks of 10 ms, after which a program that trains surely does: starting takes a fifth of it. */
const TICKS = 100;

/** Sends a signal once the program has used that much, however busy the machine is. */
async function stopWhenTraining(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ticks = async (): Promise<number> => {
    const stat = await readFile(`/proc/${String(child.pid)}/stat`, 'utf8').catch(() => '');
    // After the name in parentheses: fields 3 and on, of which 14 and 15 are user and system time.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  };
  while (child.exitCode === null && !((await ticks()) >= TICKS)) await new Promise((resolve) => setTimeout(resolve, 50));
  child.kill(signal);
}
