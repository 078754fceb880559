// A worker process: runs the trials that the coordinator names, in their order, and ends with it. Short ones that are alike are run together.
import { refuseArgument } from '../arguments.js';
import { makePlan } from './makePlan.js';
import type { Plan } from './Plan.js';
import { runTrials } from './runTrials.js';
import { shapeOf } from './shapeOf.js';
import { trialAt } from './trialAt.js';
import type { TrialOutcome } from './TrialOutcome.js';
import type { TrialParameters } from './TrialParameters.js';
import type { TrialResults } from './TrialResults.js';
import type { EndedTrial, FromWorker, ToWorker } from './WorkerMessage.js';

/** Outcomes wait about this long to be sent: what is not with the coordinator is lost when it is killed. */
const SEND_EVERY_MS = 5;
/**
 * Trials worth this much processor time are run together. A step that is asked of the core for one trial costs some half a millisecond more than one
 * that is asked for many; and what a process has begun is lost when it is killed.
 */
const TOGETHER_MS = 20;

interface Queued {
  readonly index: number;
  /** It may be what has ended another process. */
  readonly alone: boolean;
}

interface Begun {
  readonly index: number;
  readonly parameters: TrialParameters;
}

let plan: Plan;
let queue: Queued[] = [];
/** Position in `queue` of the next trial to begin. */
let next = 0;
let running = false;
let draining = false;
let ended: EndedTrial[] = [];
let sentAt = 0;
/**
 * The shape of the trials that were run last, and the processor time of one of them. On a machine that is busy with other things, time that
 * passes says little: short trials would be run one by one, and wait for their turn one by one.
 */
let latest: { readonly shape: string; readonly ms: number } | undefined;

function send(message: FromWorker): void {
  // Where the coordinator has ended, nobody needs to know: the event 'disconnect' follows.
  process.send!(message, undefined, undefined, () => undefined);
}

/** `running`: how many of the trials that are left are begun next, together. */
function flush(running: number): void {
  if (ended.length > 0 || running > 1) send({ kind: 'ended', trials: ended, running });
  ended = [];
  sentAt = performance.now();
}

/** Without what is null: the coordinator reads half as much. */
function succeeded(results: TrialResults): TrialOutcome {
  return { results: Object.fromEntries(Object.entries(results).filter(([, value]) => value !== null)) };
}

function failed(error: unknown): TrialOutcome {
  return { error: error instanceof Error ? error.message : String(error) };
}

/** The next trials of one shape, as many as are worth running together. */
function begin(): readonly Begun[] {
  const begun: Begun[] = [];
  let shape: string | undefined;
  let most = 1;
  while (next < queue.length && begun.length < most) {
    const { index, alone } = queue[next]!;
    if (alone && begun.length > 0) break;
    const parameters = trialAt(plan, index);
    const own = shapeOf(parameters);
    if (own !== (shape ??= own)) break;
    if (!alone && begun.length === 0 && latest?.shape === own) most = TOGETHER_MS / latest.ms;
    begun.push({ index, parameters });
    next += 1;
  }
  return begun;
}

async function outcomesOf(begun: readonly Begun[]): Promise<readonly TrialOutcome[]> {
  try {
    const trials = await runTrials(
      begun.map(({ parameters }) => parameters),
      plan.measure,
    );
    return trials.map((trial) => (trial.status === 'fulfilled' ? succeeded(trial.value.results) : failed(trial.reason)));
  } catch (error) {
    if (begun.length === 1) return [failed(error)];
    // What is wrong with one of them is no failure of the others.
    const outcomes: TrialOutcome[] = [];
    for (const one of begun) outcomes.push(...(await outcomesOf([one])));
    return outcomes;
  }
}

async function work(): Promise<void> {
  if (running) return;
  running = true;
  while (next < queue.length) {
    const begun = begin();
    if (begun.length > 1) flush(begun.length);
    const before = process.cpuUsage();
    const outcomes = await outcomesOf(begun);
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000 / begun.length;
    for (const [k, { index }] of begun.entries()) ended.push({ index, outcome: outcomes[k]!, ms });
    latest = { shape: shapeOf(begun[0]!.parameters), ms };
    if (begun.length > 1 || performance.now() - sentAt >= SEND_EVERY_MS) flush(1);
  }
  queue = [];
  next = 0;
  running = false;
  flush(1);
  if (draining) send({ kind: 'drained' });
}

async function receive(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'plan':
      plan = makePlan(message.plan, refuseArgument);
      send({ kind: 'ready' });
      return;
    case 'run':
      queue = [...queue.slice(next), ...message.indexes.map((index) => ({ index, alone: message.alone }))];
      next = 0;
      return work();
    case 'return':
      send({ kind: 'returned', indexes: queue.splice(Math.max(next, queue.length - message.count)).map(({ index }) => index) });
      return;
    case 'drain':
      draining = true;
      queue.length = next;
      if (!running) send({ kind: 'drained' });
  }
}

// A terminal sends Ctrl-C to every process in it; the coordinator says what it means.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
// The coordinator has ended, in whatever way. What is being run here is of no use to anybody.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
process.on('message', (message: ToWorker) => void receive(message));
