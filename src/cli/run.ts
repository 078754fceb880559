import { CommanderError } from 'commander';
import { AddonError, InternalError, KinklessError, PlanMismatchError, StoreHeldError } from '../errors.js';
import type { Context } from './Context.js';
import { createProgram } from './createProgram.js';
import { ExitCode } from './ExitCode.js';

/**
 * Runs one command line (without `node` and the script) and returns its exit code. Results go to standard output, errors as one line to
 * standard error.
 */
export async function run(words: readonly string[]): Promise<number> {
  const interruption = new AbortController();
  let stoppedBy: keyof typeof SIGNALS | undefined;
  const onSignal = (name: NodeJS.Signals) => {
    // The second time, whatever still runs is not waited for.
    if (stoppedBy !== undefined) process.exit(SIGNALS[stoppedBy]);
    stoppedBy = name as keyof typeof SIGNALS;
    interruption.abort(new Error(`stopped by ${name}`));
  };
  for (const name of Object.keys(SIGNALS)) process.on(name, onSignal);
  let exitCode: number = ExitCode.done;
  const context: Context = {
    signal: interruption.signal,
    print: (text) => void process.stdout.write(`${text}\n`),
    exitWith: (code) => {
      exitCode = code;
    },
    terminal: process.stderr.isTTY && process.env.TERM !== 'dumb' ? process.stderr : undefined,
  };
  let hint = '';
  const program = createProgram(context, (text) => (hint += text));
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    const command = program.commands.find((known) => known.name() === words.find((word) => !word.startsWith('-')));
    const name = command === undefined ? 'kinkless' : `kinkless ${command.name()}`;
    if (stoppedBy !== undefined) {
      process.stderr.write(`${name}: stopped by ${stoppedBy}; nothing half-written was left behind\n`);
      return SIGNALS[stoppedBy];
    }
    return fail(error, name, hint);
  } finally {
    for (const signal of Object.keys(SIGNALS)) process.off(signal, onSignal);
  }
}

const SIGNALS = { SIGINT: ExitCode.interrupted, SIGTERM: ExitCode.terminated };

function fail(error: unknown, name: string, hint: string): number {
  const help = `see "${name} --help"`;
  const write = (line: string) => process.stderr.write(`${name}: ${line}\n`);
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return ExitCode.done;
    if (error.code === 'commander.help') process.stderr.write(hint);
    else write(`${oneLine(error.message)}; ${help}`);
    return ExitCode.usage;
  }
  // What the addon's loader tried is a list, one line each.
  if (error instanceof AddonError || !(error instanceof KinklessError) || error instanceof InternalError) {
    write(
      error instanceof AddonError
        ? error.message
        : `internal failure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
    return ExitCode.internal;
  }
  write(`${oneLine(error.message)}; ${help}`);
  if (error instanceof StoreHeldError) return ExitCode.held;
  return error instanceof PlanMismatchError ? ExitCode.mismatch : ExitCode.usage;
}

/** Commander puts its suggestion on a line of its own. */
function oneLine(message: string): string {
  return message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
}
