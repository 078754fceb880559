import { FileError } from '../../src/errors.js';
import { arrayTargets } from './arrayTargets.js';
import type { FuzzTarget } from './FuzzTarget.js';
import { idxTargets } from './idxTargets.js';
import { planTargets } from './planTargets.js';
import { Random } from './Random.js';
import { stateTargets } from './stateTargets.js';
import { storeTargets } from './storeTargets.js';
import { textTargets } from './textTargets.js';

/** What one reader did with its inputs. */
export interface Count {
  accepted: number;
  refused: number;
}

/** An input that a reader neither accepted as something valid nor refused with a FileError, quickly and without much memory. */
export interface Finding {
  readonly target: string;
  /** Of the input: with the seed, it gives the same input again. */
  readonly number: number;
  readonly problem: string;
  readonly input: string;
}

export interface FuzzResult {
  readonly counts: Readonly<Record<string, Count>>;
  readonly findings: readonly Finding[];
}

const TARGETS: readonly FuzzTarget[] = [...textTargets, ...idxTargets, ...arrayTargets, ...planTargets, ...stateTargets, ...storeTargets];
const LONGEST_MS = 1000;
const LONGEST_MESSAGE = 1000;
// Inputs have a few kilobytes; no reader needs more than the 1032-fold expansion of deflated ones.
const MOST_MEMORY = 16 * 2 ** 20;

/** How to fuzz. */
export interface FuzzOptions {
  readonly seed: number;
  readonly inputs: number;
  /** Number of the first input, 0 if left out: a finding's own makes it again. */
  readonly first?: number;
  readonly targets?: readonly FuzzTarget[];
  /** Is told the number of each input before it is read. */
  readonly onInput?: (number: number) => void;
}

/** Gives inputs to the readers in turn: all there are, unless others are given. */
export async function fuzz({ seed, inputs, first = 0, targets = TARGETS, onInput }: FuzzOptions): Promise<FuzzResult> {
  const counts: Record<string, Count> = Object.fromEntries(targets.map(({ name }) => [name, { accepted: 0, refused: 0 }]));
  const findings: Finding[] = [];
  for (let number = first; number < first + inputs; number++) {
    const target = targets[number % targets.length]!;
    const random = new Random(seed, number);
    const bytes = target.generate(random);
    onInput?.(number);
    const outcome = await tryRead(target, bytes, random);
    if (outcome === 'accepted' || outcome === 'refused') counts[target.name]![outcome]++;
    else findings.push({ target: target.name, number, problem: outcome, input: Buffer.from(bytes).toString('base64') });
  }
  return { counts, findings };
}

async function tryRead(target: FuzzTarget, bytes: Uint8Array, random: Random): Promise<string> {
  const memory = process.memoryUsage().arrayBuffers;
  // Time of the processor: others on the machine do not count.
  const start = process.cpuUsage();
  const outcome = await readOutcome(target, bytes, random);
  const { user, system } = process.cpuUsage(start);
  const ms = (user + system) / 1000;
  const grown = process.memoryUsage().arrayBuffers - memory;
  if (ms > LONGEST_MS) return `took ${ms.toFixed(0)} ms`;
  return grown > MOST_MEMORY ? `took ${String(grown)} bytes of memory` : outcome;
}

async function readOutcome({ file, read }: FuzzTarget, bytes: Uint8Array, random: Random): Promise<string> {
  try {
    await read(file, bytes, random);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof FileError)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
    const { message } = error;
    if (!message.startsWith(`${file}: `)) return `a message without the file: ${message}`;
    return message.length > LONGEST_MESSAGE ? `a message of ${String(message.length)} characters` : 'refused';
  }
}
