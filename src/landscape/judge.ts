import { OverflowError } from '../errors.js';
import type { RawProblem } from '../native/addon.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob, type JobOptions } from '../native/runJob.js';
import type { Judgement } from './Judgement.js';
import { reserve } from '../native/reserve.js';

/** May be infinite: when nothing can kink. */
const UNBOUNDED = new Set(['kinkDistance', 'multiplierSlack']);

/**
 * Has the core judge a point.
 *
 * @throws {OverflowError} when a number of the judgement does not fit float64
 */
export async function judge(problem: RawProblem, withHessian: boolean, options: JobOptions): Promise<Judgement> {
  const { addon } = loadAddon();
  const names = addon.judgementFields().split(',');
  const values = new Float64Array(names.length);
  const descent = reserve(problem.parameters.length);
  await runJob((control, done) => addon.judge(problem, withHessian, control, values, descent, done), options);
  for (const [k, name] of names.entries()) {
    if (!Number.isFinite(values[k]) && !UNBOUNDED.has(name)) throw new OverflowError(name);
  }
  return { ...Object.fromEntries(names.map((name, k) => [name, values[k]])), descent } as unknown as Judgement;
}
