// A worker process: runs the trials that the coordinator names, one after the other, and ends with it.
import { refuseArgument } from '../arguments.js';
import { makePlan } from './makePlan.js';
import type { Plan } from './Plan.js';
import { runTrial } from './runTrial.js';
import { trialAt } from './trialAt.js';
import type { TrialOutcome } from './TrialOutcome.js';
import type { EndedTrial, FromWorker, ToWorker } from './WorkerMessage.js';

/** Outcomes wait about this long to be sent: what is not with the coordinator is lost when it is killed. */
const SEND_EVERY_MS = 5;

let plan: Plan;
let queue: number[] = [];
/** Position in `queue` of the next trial to begin. */
let next = 0;
let running = false;
let draining = false;
let ended: EndedTrial[] = [];
let sentAt = 0;

function send(message: FromWorker): void {
  // Where the coordinator has ended, nobody needs to know: the event 'disconnect' follows.
  process.send!(message, undefined, undefined, () => undefined);
}

function flush(): void {
  if (ended.length > 0) send({ kind: 'ended', trials: ended });
  ended = [];
  sentAt = performance.now();
}

async function outcomeOf(index: number): Promise<TrialOutcome> {
  try {
    return { results: (await runTrial(trialAt(plan, index), plan.measure)).results };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

async function work(): Promise<void> {
  if (running) return;
  running = true;
  while (next < queue.length) {
    const index = queue[next]!;
    next += 1;
    const began = performance.now();
    const outcome = await outcomeOf(index);
    const end = performance.now();
    ended.push({ index, outcome, ms: end - began });
    if (end - sentAt >= SEND_EVERY_MS) flush();
  }
  queue = [];
  next = 0;
  running = false;
  flush();
  if (draining) send({ kind: 'drained' });
}

async function receive(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'plan':
      plan = makePlan(message.plan, refuseArgument);
      send({ kind: 'ready' });
      return;
    case 'run':
      queue = [...queue.slice(next), ...message.indexes];
      next = 0;
      return work();
    case 'return':
      send({ kind: 'returned', indexes: queue.splice(Math.max(next, queue.length - message.count)) });
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
