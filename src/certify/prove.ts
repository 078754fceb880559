import { OverflowError } from '../errors.js';
import { MULTIPLIER_NUMBERS, multiplierRoom } from '../landscape/multiplierRoom.js';
import type { RawProblem } from '../native/addon.js';
import { loadAddon } from '../native/loadAddon.js';
import { reserve } from '../native/reserve.js';
import { runJob, type JobOptions } from '../native/runJob.js';
import type { Claim } from './Claim.js';
import { claims } from './claims.js';
import type { Proof } from './Proof.js';

/** Of a triple on its kink: unit, sample, multiplier. */
const KINK_NUMBERS = 3;

/**
 * Has the core prove a claim.
 *
 * @throws {OverflowError} when a number of the proof does not fit float64
 */
export async function prove(problem: RawProblem, claim: Claim, options: JobOptions): Promise<Proof> {
  const { addon } = loadAddon();
  const names = addon.certificationFields().split(',');
  const values = new Float64Array(names.length);
  const kinks = reserve((multiplierRoom(problem.widths, problem.samples) / MULTIPLIER_NUMBERS) * KINK_NUMBERS).fill(NaN);
  await runJob((control, done) => addon.certify(problem, claims.indexOf(claim), control, values, kinks, done), options);
  for (const [k, name] of names.entries())
    // Where nothing can kink no radius is too large.
    if (!Number.isFinite(values[k]) && name !== 'radiusLimit') throw new OverflowError(name);
  const count = kinks.findIndex(Number.isNaN);
  const used = kinks.subarray(0, count < 0 ? kinks.length : count);
  const triples = Array.from({ length: used.length / KINK_NUMBERS }, (_, k) => {
    const [unit, sample, multiplier] = used.subarray(KINK_NUMBERS * k);
    return [unit!, sample!, multiplier!] as const;
  });
  return { claim, ...Object.fromEntries(names.map((name, k) => [name, values[k]])), kinks: triples } as unknown as Proof;
}
