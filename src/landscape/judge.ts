import type { RawProblem } from '../native/addon.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob, type JobOptions } from '../native/runJob.js';
import type { Judgement } from './Judgement.js';
import { packParts, type JudgementParts } from './JudgementParts.js';
import { multiplierRoom } from './multiplierRoom.js';
import { reserve } from '../native/reserve.js';
import { readJudgement } from './readJudgement.js';

/**
 * Has the core judge a point.
 *
 * @throws {OverflowError} when a number of the judgement does not fit float64
 */
export async function judge(problem: RawProblem, parts: JudgementParts, options: JobOptions): Promise<Judgement> {
  const { addon } = loadAddon();
  const names = addon.judgementFields().split(',');
  const values = new Float64Array(names.length);
  const descent = reserve(problem.parameters.length);
  const multipliers = reserve(multiplierRoom(problem.widths, problem.samples));
  await runJob((control, done) => addon.judge(problem, packParts(parts), control, values, descent, multipliers, done), options);
  return readJudgement(names, values, descent, multipliers);
}
