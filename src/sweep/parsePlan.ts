import { refuseArgument, type Refuse } from '../arguments.js';
import { checkPlan } from './checkPlan.js';
import { makePlan } from './makePlan.js';
import type { Plan } from './Plan.js';
import { refuseIssue } from './refuseIssue.js';

/**
 * A checked plan. What could not be run is refused here, before any trial.
 *
 * @throws {ArgumentError} (or what `refuse` throws) naming the entry that does not fit, such as `grid.slope[2]`; unknown names with the nearest known one
 */
export async function parsePlan(value: unknown, refuse: Refuse = refuseArgument): Promise<Plan> {
  const { planSchema } = await import('./planSchema.js');
  const { data, error } = planSchema.safeParse(value);
  if (error !== undefined) {
    // A misspelt name is the cause of what its absence brings with it.
    const issue = error.issues.find(({ code }) => code === 'unrecognized_keys') ?? error.issues[0]!;
    return refuseIssue(issue, value, refuse);
  }
  // The schema puts keys into its own order; that of the axes is the plan's.
  const axes = Object.keys((value as { readonly grid?: object }).grid ?? {});
  const plan = makePlan({ ...data, grid: Object.fromEntries(axes.map((name) => [name, data.grid?.[name]])) }, refuse);
  checkPlan(plan, refuse);
  return plan;
}
