import { columns } from './columns.js';
import type { Measure } from './Plan.js';
import type { SqlValue } from './SqlDatabase.js';
import { trialCommand } from './trialCommand.js';
import type { TrialOutcome } from './TrialOutcome.js';
import type { TrialParameters } from './TrialParameters.js';

/** A trial as a row of the store: one value for each of the columns. */
export function trialValues(id: string, parameters: TrialParameters, measure: readonly Measure[], outcome: TrialOutcome): SqlValue[] {
  const parts: readonly Readonly<Record<string, unknown>>[] = [
    {
      trial_id: id,
      status: 'results' in outcome ? 'done' : 'failed',
      recorded_at: Date.now(),
      ...('error' in outcome && { error: outcome.error, command: trialCommand(parameters, measure) }),
    },
    parameters as unknown as Readonly<Record<string, unknown>>,
    'results' in outcome ? outcome.results : {},
  ];
  // Not in one object: one of a hundred keys takes long to make.
  return columns.map(({ name }) => stored(parts[0]![name] ?? parts[1]![name] ?? parts[2]![name]));
}

function stored(value: unknown): SqlValue {
  if (typeof value === 'boolean') return Number(value);
  if (Array.isArray(value)) return value.join(',');
  return (value as SqlValue | undefined) ?? null;
}
