import { refuseArgument } from '../arguments.js';
import { combinationAt } from './combinationAt.js';
import type { Plan } from './Plan.js';
import type { PlanParameters } from './PlanParameters.js';
import { resolveParameters } from './resolveParameters.js';
import type { TrialParameters } from './TrialParameters.js';

/**
 * The parameters of one trial of a plan, by its number from 0: the repetitions of one combination follow each other, then the last axis
 * of the grid moves on. Nothing of the plan but this one trial is ever written out, however many there are.
 *
 * @throws {ArgumentError} where the combination's parameters contradict each other
 */
export function trialAt(plan: Plan, index: number): TrialParameters {
  const repetition = index % plan.repetitions;
  const { case: number, values } = combinationAt(plan, (index - repetition) / plan.repetitions);
  const given = Object.assign(Object.create(null) as PlanParameters, plan.trial, plan.cases[number], values);
  const seeded = Object.assign(given, { seed: (given.seed ?? 0) + repetition });
  return resolveParameters(seeded, repetition, refuseArgument);
}
