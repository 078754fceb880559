// npm run fuzz -- [--inputs N] [--seed S] [--first K]: all readers of files, in a thread of its own, watched for inputs that take longer than
// a second.
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { fuzz, type FuzzResult } from './fuzz.js';

interface Task {
  readonly seed: number;
  readonly inputs: number;
  readonly first: number;
  /** Holds the number of the input being read. */
  readonly current: Int32Array;
}

interface Outcome extends FuzzResult {
  /** Bytes in use after a warm-up, and at the end. */
  readonly memory: readonly [number, number];
}

const WARM_UP = 20_000;
// Of the processor: others on the machine do not count. Who sleeps is told by the clock.
const LONGEST_MS = 2000;
const LONGEST_SLEEP_MS = 120_000;
const LOOKS = 10;
const LOOK_MS = 50;
const MOST_GROWTH = 8 * 2 ** 20;

if (isMainThread) await watch();
else await work(workerData as Task);

async function work({ seed, inputs, first, current }: Task): Promise<void> {
  // Another seed: what is measured comes after the caches are full.
  await fuzz({ seed: seed + 1, inputs: Math.min(WARM_UP, inputs) });
  const before = await used();
  const result = await fuzz({ seed, inputs, first, onInput: (number) => void Atomics.store(current, 0, number + 1) });
  const outcome: Outcome = { ...result, memory: [before, await used()] };
  parentPort!.postMessage(outcome);
}

/** The lowest of a few looks: buffers are freed by a thread that may take its time. */
async function used(): Promise<number> {
  let lowest = Infinity;
  for (let look = 0; look < LOOKS; look++) {
    (globalThis as { gc?: () => void }).gc?.();
    await setTimeout(LOOK_MS);
    const { heapUsed, arrayBuffers, external } = process.memoryUsage();
    lowest = Math.min(lowest, heapUsed + arrayBuffers + external);
  }
  return lowest;
}

async function watch(): Promise<void> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      first: { type: 'string', default: '0' },
    },
  });
  const task: Task = {
    seed: Number(values.seed),
    inputs: Number(values.inputs),
    first: Number(values.first),
    current: new Int32Array(new SharedArrayBuffer(4)),
  };
  const start = performance.now();
  const worker = new Worker(new URL(import.meta.url), { workerData: task });
  let last = 0;
  let since = performance.now();
  let spent = process.cpuUsage();
  const timer = setInterval(() => {
    const number = Atomics.load(task.current, 0);
    if (number !== last) {
      since = performance.now();
      spent = process.cpuUsage();
    }
    last = number;
    const { user, system } = process.cpuUsage(spent);
    if (number === 0 || (user + system < 1000 * LONGEST_MS && performance.now() - since < LONGEST_SLEEP_MS)) return;
    console.error(`finding: input ${String(number - 1)} of seed ${String(task.seed)} is still being read after ${String(LONGEST_MS)} ms`);
    process.exit(1);
  }, 100);
  const outcome = await new Promise<Outcome>((resolve, reject) => worker.once('message', resolve).once('error', reject));
  clearInterval(timer);
  process.exitCode = report(outcome, task, (performance.now() - start) / 1000) ? 0 : 1;
}

function report({ counts, findings, memory: [before, after] }: Outcome, { seed, inputs }: Task, seconds: number): boolean {
  console.table(counts);
  for (const { target, number, problem, input } of findings.slice(0, 20)) {
    console.log(`finding: ${target}, input ${String(number)}: ${problem}\n  ${input}`);
  }
  const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
  const isFlat = after - before < MOST_GROWTH;
  console.log(`memory in use: ${megabytes(before)} after the warm-up, ${megabytes(after)} at the end${isFlat ? '' : ': finding, it grew'}`);
  const count = findings.length + (isFlat ? 0 : 1);
  console.log(`${String(inputs)} inputs of seed ${String(seed)} in ${seconds.toFixed(0)} s: ${String(count)} findings`);
  return count === 0;
}
