// What the coordinator does, message by message: worker processes that say what the test wants, when it wants.
import { setImmediate } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { LocalRun } from '../../src/sweep/LocalRun.js';
import { parsePlan } from '../../src/sweep/parsePlan.js';
import type { Recorder } from '../../src/sweep/Recorder.js';
import type { StoreWriter } from '../../src/sweep/StoreWriter.js';
import { Todo, type Task } from '../../src/sweep/Todo.js';
import type { Worker, WorkerEvents } from '../../src/sweep/WorkerProcess.js';

/** Takes two trials at a time, once it has none. */
class FakeWorker implements Worker {
  readonly number: number;
  ready = false;
  ended = false;
  asked = 0;
  waiting: Task[] = [];
  readonly #events: WorkerEvents;

  constructor(number: number, events: WorkerEvents) {
    this.number = number;
    this.#events = events;
  }

  get tasks() {
    return { running: this.waiting.slice(0, 1), waiting: this.waiting.slice(1) };
  }
  get load() {
    return this.waiting.length;
  }
  get appetite() {
    return this.ready && this.load === 0 ? 2 : 0;
  }
  run(tasks: readonly Task[]) {
    this.waiting.push(...tasks);
  }
  askBack() {
    this.asked += 1;
  }
  drain() {
    this.#events.onDrained(this);
  }
  end() {
    this.ended = true;
  }

  /** The messages of a worker process, as they arrive. */
  says = {
    ready: () => {
      this.ready = true;
      this.#events.onReady(this);
    },
    ended: () => {
      const task = this.waiting.shift()!;
      this.#events.onEnded(this, task, { index: task.index, outcome: { error: 'none' }, ms: 1 });
      this.#events.onFree(this, []);
    },
    returned: (count: number) => {
      this.#events.onFree(this, this.waiting.splice(this.waiting.length - count));
    },
    exit: (reason: string) => {
      this.#events.onExit(this, reason);
    },
  };
}

/** A run of that many trials by that many workers, as far as it gets without a message. */
async function begin(trials: number, count: number) {
  const plan = await parsePlan({ format: 'kinkless-plan/1', repetitions: trials, trial: { d: 1, samples: 1 } });
  const store: Pick<StoreWriter, 'isEmpty' | 'statusOf'> = { isEmpty: true, statusOf: () => undefined };
  const recorded: number[] = [];
  const errors: string[] = [];
  const recorder: Pick<Recorder, 'add' | 'addAttempt'> = {
    add: ({ index }, outcome) => {
      recorded.push(index);
      if ('error' in outcome && outcome.error !== 'none') errors.push(outcome.error);
    },
    addAttempt: () => undefined,
  };
  const workers: FakeWorker[] = [];
  const run = new LocalRun(plan, new Todo(plan, store as StoreWriter, false), recorder as Recorder, (number, _plan, events) => {
    const worker = new FakeWorker(number, events);
    workers.push(worker);
    return worker;
  });
  const outcome = { settled: false, error: undefined as unknown };
  run.run(count).then(
    () => (outcome.settled = true),
    (error: unknown) => Object.assign(outcome, { settled: true, error }),
  );
  await rest();
  return { run, workers, recorded, errors, outcome };
}

/** Until nothing is left to do before the next message. */
async function rest(): Promise<void> {
  for (let k = 0; k < 5; k++) await setImmediate();
}

const indexes = ({ waiting }: FakeWorker) => waiting.map(({ index }) => index);

test('messages that arrive in one turn of the event loop are all heeded', async () => {
  const { workers, recorded, outcome } = await begin(6, 1);
  const [worker] = workers as [FakeWorker];
  worker.says.ready();
  await rest();
  for (const next of [[2, 3], [4, 5], []]) {
    // The first leaves no room for more; what is done about it has not ended when the second arrives.
    worker.says.ended();
    worker.says.ended();
    await rest();
    expect(indexes(worker)).toEqual(next);
  }
  expect(recorded).toEqual([0, 1, 2, 3, 4, 5]);
  expect([outcome, worker.ended]).toEqual([{ settled: true, error: undefined }, true]);
});

test('workers that get ready in one turn are all given trials', async () => {
  const { workers } = await begin(10, 3);
  for (const worker of workers) worker.says.ready();
  await rest();
  expect(workers.map(indexes)).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
  ]);
});

test('where nothing is left to give, an idle worker gets what another hands back', async () => {
  const { workers, recorded, outcome } = await begin(4, 2);
  const [first, second] = workers as [FakeWorker, FakeWorker];
  first.says.ready();
  second.says.ready();
  await rest();
  second.says.ended();
  second.says.ended();
  await rest();
  expect([first.asked, second.asked]).toEqual([1, 0]);
  first.says.returned(1);
  await rest();
  expect(workers.map(indexes)).toEqual([[0], [1]]);
  first.says.ended();
  expect(outcome.settled).toBe(false);
  second.says.ended();
  await rest();
  expect([recorded.sort(), outcome.settled]).toEqual([[0, 1, 2, 3], true]);
});

test('of a process that ended, what was not begun is run by others, and what it ran once more, alone', async () => {
  const { workers, recorded, errors } = await begin(3, 1);
  workers[0]!.says.ready();
  await rest();
  for (const reason of ['signal SIGSEGV', 'exit code 7']) {
    workers.at(-1)!.says.exit(reason);
    workers.at(-1)!.says.ready();
    await rest();
  }
  expect(workers).toHaveLength(3);
  expect(errors).toEqual(['The process that ran this trial ended with exit code 7, 2 times']);
  expect([recorded, indexes(workers[2]!)]).toEqual([[0], [1, 2]]);
});

test('a process that ends before it could work ends the run', async () => {
  const { workers, outcome } = await begin(3, 2);
  workers[0]!.says.exit('exit code 1');
  await rest();
  expect(outcome).toMatchObject({ settled: true, error: { code: 'ERR_INTERNAL' } });
  expect(workers.map(({ ended }) => ended)).toEqual([false, true]);
});

test('drained: no other trial is begun, and the run ends with the last process', async () => {
  const { run, workers, outcome } = await begin(9, 2);
  workers[0]!.says.ready();
  workers[1]!.says.ready();
  run.drain();
  await rest();
  expect(workers.map(({ ended }) => ended)).toEqual([true, true]);
  workers[0]!.says.exit('signal SIGKILL');
  await rest();
  expect(outcome.settled).toBe(false);
  workers[1]!.says.exit('signal SIGKILL');
  await rest();
  expect([outcome, workers.map(indexes)]).toEqual([{ settled: true, error: undefined }, [[], []]]);
});
