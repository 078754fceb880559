import { setImmediate } from 'node:timers/promises';
import type { Plan } from './Plan.js';
import type { StoreWriter } from './StoreWriter.js';
import { trialAt } from './trialAt.js';
import { trialId } from './trialId.js';
import type { TrialParameters } from './TrialParameters.js';

/** A trial that is to be run: its number in the plan, its identity and its parameters. */
export interface Task {
  readonly index: number;
  readonly id: string;
  readonly parameters: TrialParameters;
}

/** How long the search for the next tasks may keep the event loop. */
const SLICE_MS = 20;
/** Trials between two looks at the clock. */
const LOOK_EVERY = 64;

/** The trials of a plan that a store does not have, found one after the other as they are asked for. */
export class Todo {
  readonly #plan: Plan;
  readonly #store: StoreWriter;
  readonly #retryFailed: boolean;
  readonly #nothingRecorded: boolean;
  #cursor = 0;
  readonly #returned: Task[] = [];

  constructor(plan: Plan, store: StoreWriter, retryFailed: boolean) {
    this.#plan = plan;
    this.#store = store;
    this.#retryFailed = retryFailed;
    this.#nothingRecorded = store.isEmpty;
  }

  /** Whether all tasks were taken. */
  get isEmpty(): boolean {
    return this.#cursor >= this.#plan.trials && this.#returned.length === 0;
  }

  /** The next `count` tasks; fewer only where there are no more. */
  async take(count: number): Promise<readonly Task[]> {
    const tasks = this.#returned.splice(0, count);
    let began = performance.now();
    for (let k = 1; tasks.length < count && this.#cursor < this.#plan.trials; k++) {
      const index = this.#cursor++;
      const parameters = trialAt(this.#plan, index);
      const id = trialId(parameters, this.#plan.measure);
      if (this.#isMissing(id)) tasks.push({ index, id, parameters });
      if (k % LOOK_EVERY === 0 && performance.now() - began > SLICE_MS) {
        await setImmediate();
        began = performance.now();
      }
    }
    return tasks;
  }

  /** Takes tasks back that were not run. */
  giveBack(tasks: readonly Task[]): void {
    this.#returned.unshift(...tasks);
  }

  #isMissing(id: string): boolean {
    if (this.#nothingRecorded) return true;
    const status = this.#store.statusOf(id);
    return status === undefined || (this.#retryFailed && status === 'failed');
  }
}
