import { check } from '../../src/landscape/check.js';
import type { CheckReport } from '../../src/landscape/CheckReport.js';
import type { Problem } from '../oracle/Problem.js';
import { instance } from './instance.js';

/** The report of `check` on a problem written out as data. */
export async function judge(problem: Problem): Promise<CheckReport> {
  const { network, data } = instance(problem);
  return await check(network, data);
}
