import { refuseArgument, type Refuse } from '../arguments.js';
import { checkPlan } from './checkPlan.js';
import { copyPlan } from './copyPlan.js';
import { makePlan } from './makePlan.js';
import type { Plan, PlanInput } from './Plan.js';
import { refuseIssue } from './refuseIssue.js';

/**
 * A checked plan. What could not be run is refused here, before any trial.
 *
 * @throws {ArgumentError} (or what `refuse` throws) naming the entry that does not fit, such as `grid.slope[2]`; unknown names with the nearest known one
 */
export async function parsePlan(value: unknown, refuse: Refuse = refuseArgument): Promise<Plan> {
  const { planSchema } = await import('./planSchema.js');
  const copy = copyPlan(value, refuse);
  const { error } = planSchema.safeParse(copy);
  if (error !== undefined) {
    // A misspelt name is the cause of what its absence brings with it.
    const issue = error.issues.find(({ code }) => code === 'unrecognized_keys') ?? error.issues[0]!;
    return refuseIssue(issue, copy, refuse);
  }
  const plan = makePlan(copy as PlanInput, refuse);
  checkPlan(plan, refuse);
  return plan;
}
