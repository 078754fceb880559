import type { Measure } from './Plan.js';
import { runTrials, type Trial } from './runTrials.js';
import type { TrialParameters } from './TrialParameters.js';

/**
 * Runs one trial: makes its data and its start, trains, polishes, judges. A function of its arguments alone, but for the times.
 *
 * @throws what making the data, training or judging throws
 */
export async function runTrial(parameters: TrialParameters, measure: readonly Measure[], signal?: AbortSignal): Promise<Trial> {
  const [trial] = await runTrials([parameters], measure, signal);
  if (trial!.status === 'rejected') throw trial!.reason;
  return trial!.value;
}
