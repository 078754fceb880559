import type { Plan, PlanInput } from './Plan.js';

/** A plan as it is written, as JSON: what {@link parsePlan} reads. */
export function planJson({ format, name, repetitions, measure, trial, cases, axes }: Plan): string {
  const grid = Object.fromEntries(axes.map((axis) => [axis.name, axis.values]));
  return JSON.stringify({ format, name, repetitions, measure, trial, cases, grid } satisfies PlanInput);
}
