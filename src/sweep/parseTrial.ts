import { describe, integer, list, oneOf, refuseArgument } from '../arguments.js';
import { ArgumentError } from '../errors.js';
import { parsePlan } from './parsePlan.js';
import { MEASURES, type Measure } from './Plan.js';
import { trialAt } from './trialAt.js';
import type { TrialParameters } from './TrialParameters.js';

/**
 * One trial of its own, from its parameters as JSON: those of a plan, resolved or not, and the `repetition`, 0 if left out.
 *
 * @throws {ArgumentError} naming what does not fit
 */
export async function parseTrial(
  text: string,
  measure: readonly string[],
): Promise<{ readonly parameters: TrialParameters; readonly measure: readonly Measure[] }> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ArgumentError('the parameters', 'JSON', describe(text));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuseArgument('the parameters', 'a JSON object', describe(value));
  const { repetition = 0, ...trial } = value as Record<string, unknown>;
  const measures = list('the measures', measure, 'a list of names', (name) => oneOf('a measure', name, MEASURES));
  const plan = await parsePlan({ format: 'kinkless-plan/1', trial, measure: measures });
  return {
    parameters: { ...trialAt(plan, 0), repetition: integer('repetition', repetition, { min: 0 }) },
    measure: measures,
  };
}
