import { OverflowError } from '../errors.js';
import type { RawProblem } from '../native/addon.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob, type JobOptions } from '../native/runJob.js';
import type { Judgement } from './Judgement.js';
import { reserve } from '../native/reserve.js';

/** May be infinite: when nothing can kink. */
const UNBOUNDED = new Set(['kinkDistance', 'multiplierSlack']);

/** As in `native/core/kink_minimum.cc`: with more kinks no multipliers are looked for. */
const MOST_KINKS = 8192;

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
  const triples = problem.widths.length === 3 && problem.widths[2] === 1 ? problem.samples * problem.widths[1]! : 0;
  const multipliers = new Float64Array(5 * Math.min(triples, MOST_KINKS));
  await runJob((control, done) => addon.judge(problem, withHessian, control, values, descent, multipliers, done), options);
  for (const [k, name] of names.entries()) {
    if (!Number.isFinite(values[k]) && !UNBOUNDED.has(name)) throw new OverflowError(name);
  }
  return { ...Object.fromEntries(names.map((name, k) => [name, values[k]])), descent, multipliers } as unknown as Judgement;
}
