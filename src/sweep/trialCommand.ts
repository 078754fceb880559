import type { Measure } from './Plan.js';
import type { TrialParameters } from './TrialParameters.js';

/** The command that runs one trial again, to be copied into a shell. */
export function trialCommand(parameters: TrialParameters, measure: readonly Measure[]): string {
  const quoted = `'${JSON.stringify(parameters).replaceAll("'", "'\\''")}'`;
  return `kinkless sweep trial ${quoted} --measure '${measure.join(',')}'`;
}
