import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PlanInput } from './Plan.js';
import type { Task } from './Todo.js';
import type { EndedTrial, FromWorker, ToWorker } from './WorkerMessage.js';

/** Beside this file in `dist`, and beside the bundle in the published package. */
const PROGRAM = fileURLToPath(new URL('./worker.js', import.meta.url));

/** A worker is given trials worth this much processor time at once. */
const CHUNK_MS = 100;
/** And no more than this many, however short they are. */
const MOST_IN_CHUNK = 1000;
/** Weight of the latest trial in the mean processor time of one. */
const LATEST = 0.2;
/** Some clocks of processor time tick slowly. */
const LEAST_MS = CHUNK_MS / MOST_IN_CHUNK;

/** What a run knows of it. */
export type Worker = Pick<WorkerProcess, keyof WorkerProcess>;

export interface WorkerEvents {
  readonly onReady: (worker: Worker) => void;
  readonly onEnded: (worker: Worker, task: Task, ended: EndedTrial) => void;
  /** After some trials have ended or were handed back. */
  readonly onFree: (worker: Worker, returned: readonly Task[]) => void;
  readonly onDrained: (worker: Worker) => void;
  /** The process is no more: `reason` such as `signal SIGSEGV`. */
  readonly onExit: (worker: Worker, reason: string) => void;
}

/** A child process that runs trials, and what it has been given. */
export class WorkerProcess {
  readonly number: number;
  ready = false;
  readonly #child: ChildProcess;
  /** In the order in which they are run. */
  readonly #tasks = new Map<number, Task>();
  #meanMs: number | undefined;
  #returning = false;
  #running = 1;

  constructor(number: number, plan: PlanInput, events: WorkerEvents) {
    this.number = number;
    this.#child = fork(PROGRAM, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });
    this.#child.on('message', (message: FromWorker) => {
      this.#receive(message, events);
    });
    // Where it cannot be started at all, the code says nothing.
    let failure: Error | undefined;
    this.#child.on('error', (error) => {
      failure = error;
      this.#child.kill('SIGKILL');
    });
    this.#child.on('close', (code, signal) => {
      events.onExit(this, failure?.message ?? (signal === null ? `exit code ${String(code)}` : `signal ${signal}`));
    });
    this.#send({ kind: 'plan', plan });
  }

  /** The trials that it has been given and that have not ended: those that are being run, and those that wait. */
  get tasks(): { readonly running: readonly Task[]; readonly waiting: readonly Task[] } {
    const tasks = [...this.#tasks.values()];
    return { running: tasks.slice(0, this.#running), waiting: tasks.slice(this.#running) };
  }

  get load(): number {
    return this.#tasks.size;
  }

  /** How many trials to give it now: a chunk where it has at most one left. */
  get appetite(): number {
    const chunk =
      this.#meanMs === undefined ? 1 : Math.min(MOST_IN_CHUNK, Math.max(1, Math.round(CHUNK_MS / Math.max(this.#meanMs, LEAST_MS))));
    return this.ready && this.load <= chunk ? chunk : 0;
  }

  /** `alone`: no trial together with another. */
  run(tasks: readonly Task[], alone: boolean): void {
    for (const task of tasks) this.#tasks.set(task.index, task);
    this.#send({ kind: 'run', indexes: tasks.map(({ index }) => index), alone });
  }

  /** Asks for half of what it has not begun. */
  askBack(): void {
    if (this.#returning || this.load < 2) return;
    this.#returning = true;
    this.#send({ kind: 'return', count: Math.floor(this.load / 2) });
  }

  drain(): void {
    if (this.ready) this.#send({ kind: 'drain' });
    else this.end();
  }

  /** Ends the process at once. It holds nothing; and after `disconnect`, Node would not tell when it has ended. */
  end(): void {
    this.#child.kill('SIGKILL');
  }

  #send(message: ToWorker): void {
    // It fails where the process has ended, which 'close' tells.
    this.#child.send(message, () => undefined);
  }

  #receive(message: FromWorker, events: WorkerEvents): void {
    switch (message.kind) {
      case 'ready':
        this.ready = true;
        events.onReady(this);
        return;
      case 'ended':
        this.#running = message.running;
        for (const ended of message.trials) {
          this.#meanMs = this.#meanMs === undefined ? ended.ms : (1 - LATEST) * this.#meanMs + LATEST * ended.ms;
          const task = this.#forget(ended.index);
          if (task !== undefined) events.onEnded(this, task, ended);
        }
        events.onFree(this, []);
        return;
      case 'returned':
        this.#returning = false;
        events.onFree(
          this,
          message.indexes.map((index) => this.#forget(index)).filter((task) => task !== undefined),
        );
        return;
      case 'drained':
        events.onDrained(this);
    }
  }

  #forget(index: number): Task | undefined {
    const task = this.#tasks.get(index);
    this.#tasks.delete(index);
    return task;
  }
}
