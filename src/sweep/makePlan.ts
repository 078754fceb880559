import type { Refuse } from '../arguments.js';
import type { Axis, Plan, PlanInput } from './Plan.js';

/** Fills in what a plan of the right form leaves out, and makes sure that its trials all differ. */
export function makePlan(input: PlanInput, refuse: Refuse): Plan {
  const { name, repetitions = 1, measure = ['verdict'], trial = {}, cases = [{}], grid = {} } = input;
  const axes = Object.entries(grid).map(([key, values]): Axis => ({ name: key as Axis['name'], values: values as Axis['values'] }));
  for (const { name: key, values } of axes) {
    if (Object.hasOwn(trial, key)) refuse(`trial.${key}`, 'a parameter that is not in the grid too', key);
    const both = cases.findIndex((one) => Object.hasOwn(one, key));
    if (both >= 0) refuse(`cases[${String(both)}].${key}`, 'a parameter that is not in the grid too', key);
    requireDistinct(values, (k) => `grid.${key}[${String(k)}]`, refuse);
  }
  requireDistinct(measure, (k) => `measure[${String(k)}]`, refuse);
  const cells = axes.reduce((product, { values }) => product * values.length, cases.length);
  const trials = cells * repetitions;
  if (!Number.isSafeInteger(trials)) refuse('plan', `at most ${String(Number.MAX_SAFE_INTEGER)} trials`, String(trials));
  return Object.freeze({ format: 'kinkless-plan/1', name, repetitions, measure, trial, cases, axes, cells, trials });
}

function requireDistinct(values: readonly unknown[], place: (k: number) => string, refuse: Refuse): void {
  const seen = new Map<string, number>();
  for (const [k, value] of values.entries()) {
    const text = JSON.stringify(value);
    const before = seen.get(text);
    if (before !== undefined) refuse(place(k), `another value than ${place(before)}`, text);
    seen.set(text, k);
  }
}
