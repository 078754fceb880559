import { refuseArgument } from '../arguments.js';
import { combinationAt } from './combinationAt.js';
import type { Plan } from './Plan.js';
import type { PlanParameters } from './PlanParameters.js';
import { resolveParameters } from './resolveParameters.js';
import type { TrialParameters } from './TrialParameters.js';

/** The combination that was asked for last: its repetitions follow, and resolving takes longer than all else about a trial. */
const latest = new WeakMap<Plan, { readonly cell: number; readonly parameters: TrialParameters }>();

/**
 * The parameters of one trial of a plan, by its number from 0: the repetitions of one combination follow each other, then the last axis
 * of the grid moves on. Nothing of the plan but this one trial is ever written out, however many there are.
 *
 * @throws {ArgumentError} where the combination's parameters contradict each other
 */
export function trialAt(plan: Plan, index: number): TrialParameters {
  const repetition = index % plan.repetitions;
  const { parameters } = combination(plan, (index - repetition) / plan.repetitions);
  // The keys keep their order.
  return { ...parameters, repetition, seed: parameters.seed + repetition };
}

/** The first repetition. */
function combination(plan: Plan, cell: number): { readonly cell: number; readonly parameters: TrialParameters } {
  const known = latest.get(plan);
  if (known?.cell === cell) return known;
  const { case: number, values } = combinationAt(plan, cell);
  // Without a prototype: what was done to that of all objects is no parameter.
  const given = Object.assign(Object.create(null) as PlanParameters, plan.trial, plan.cases[number], values);
  const parameters = resolveParameters(given, 0, refuseArgument);
  const resolved = { cell, parameters };
  latest.set(plan, resolved);
  return resolved;
}
