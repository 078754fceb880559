import { InternalError } from '../errors.js';
import type { Plan, PlanInput } from './Plan.js';
import { planJson } from './planJson.js';
import type { Recorder } from './Recorder.js';
import type { Task, Todo } from './Todo.js';
import { WorkerProcess, type Worker, type WorkerEvents } from './WorkerProcess.js';

/** A trial that has ended its process this often is what ends it. */
const MOST_CRASHES = 2;

/**
 * One sweep on this machine: gives what is to be done to worker processes, and their outcomes to the recorder. A process that dies is
 * replaced, and what it had is run again; a trial that has ended two processes is recorded as failed.
 */
export class LocalRun {
  readonly #plan: PlanInput;
  readonly #todo: Todo;
  readonly #recorder: Recorder;
  readonly #startWorker: (number: number, plan: PlanInput, events: WorkerEvents) => Worker;
  readonly #workers = new Set<Worker>();
  readonly #crashes = new Map<number, number>();
  /** What was being run when a process ended, and is run alone from then on. */
  readonly #suspects = new Set<number>();
  #started = 0;
  #feeding = false;
  #hungry = false;
  #draining = false;
  #settled = false;
  #resolve: () => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  /** `startWorker` stands for {@link WorkerProcess} where it is given. */
  constructor(
    plan: Plan,
    todo: Todo,
    recorder: Recorder,
    startWorker: (number: number, plan: PlanInput, events: WorkerEvents) => Worker = (...given) => new WorkerProcess(...given),
  ) {
    this.#plan = JSON.parse(planJson(plan)) as PlanInput;
    this.#todo = todo;
    this.#recorder = recorder;
    this.#startWorker = startWorker;
  }

  /**
   * Runs all that is to be done, or until drained.
   *
   * @throws {InternalError} where a process ends before it could work
   * @throws what it is stopped with
   */
  async run(workers: number): Promise<void> {
    const settled = new Promise<void>((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    if (this.#draining) return;
    for (let k = 0; k < workers; k++) this.#start();
    try {
      await settled;
    } finally {
      this.#settled = true;
      for (const worker of this.#workers) worker.end();
    }
  }

  /** Ends the trials that are being run, and begins no others. */
  drain(): void {
    if (this.#draining) return;
    this.#draining = true;
    for (const worker of this.#workers) worker.drain();
  }

  /** Ends at once. */
  stop(reason: unknown): void {
    this.#reject(reason);
  }

  #start(): void {
    this.#workers.add(this.#startWorker(this.#started++, this.#plan, this.#events));
  }

  readonly #events: WorkerEvents = {
    onReady: () => {
      this.#feed();
    },
    onEnded: (_worker, task, { outcome }) => {
      this.#recorder.add(task, outcome);
    },
    onFree: (_worker, returned) => {
      this.#todo.giveBack(returned);
      this.#feed();
    },
    onDrained: (worker) => {
      worker.end();
    },
    onExit: (worker, reason) => {
      this.#workers.delete(worker);
      if (this.#settled) return;
      if (!this.#draining) this.#replace(worker, reason);
      else if (this.#workers.size === 0) this.#resolve();
    },
  };

  #replace(worker: Worker, reason: string): void {
    if (!worker.ready) {
      this.#reject(new InternalError(`A worker process ended before it could work, with ${reason}`));
      return;
    }
    const { running, waiting } = worker.tasks;
    this.#todo.giveBack(waiting);
    for (const suspect of running) {
      this.#suspects.add(suspect.index);
      this.#recorder.addAttempt({ id: suspect.id, worker: worker.number, outcome: `the process ended with ${reason}` });
    }
    // Of several, nobody knows which it was.
    const [blamed] = running.length === 1 ? running : [];
    const crashes = blamed === undefined ? 0 : this.#countCrash(blamed);
    if (blamed !== undefined && crashes >= MOST_CRASHES)
      this.#recorder.add(blamed, { error: `The process that ran this trial ended with ${reason}, ${String(crashes)} times` });
    else this.#todo.giveBack(running);
    this.#start();
    this.#feed();
  }

  #countCrash({ index }: Task): number {
    const crashes = (this.#crashes.get(index) ?? 0) + 1;
    this.#crashes.set(index, crashes);
    return crashes;
  }

  #feed(): void {
    this.#hungry = true;
    if (this.#feeding) return;
    this.#feeding = true;
    this.#distribute()
      .catch((error: unknown) => {
        this.#reject(error);
      })
      .finally(() => {
        this.#feeding = false;
        // Several messages may arrive before this is run: the later ones found it feeding still.
        if (this.#hungry && !this.#draining && !this.#settled) this.#feed();
      });
  }

  /** Gives every worker what it has room for. Where there is nothing left, idle ones get from those that have most. */
  async #distribute(): Promise<void> {
    while (this.#hungry && !this.#draining && !this.#settled) {
      this.#hungry = false;
      let idle = false;
      for (const worker of this.#workers) {
        const appetite = worker.appetite;
        if (appetite === 0) continue;
        const tasks = await this.#todo.take(appetite);
        if (!this.#workers.has(worker) || this.#draining) this.#todo.giveBack(tasks);
        else if (tasks.length > 0)
          worker.run(
            tasks,
            tasks.some(({ index }) => this.#suspects.has(index)),
          );
        else idle ||= worker.load === 0;
      }
      if (idle) this.#balance();
    }
  }

  #balance(): void {
    const loaded = [...this.#workers].reduce((most, worker) => (worker.load > most.load ? worker : most));
    if (loaded.load > 0) loaded.askBack();
    else if (this.#todo.isEmpty) this.#resolve();
  }
}
