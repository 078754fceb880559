import type { Dataset } from '../data/Dataset.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob, type JobOptions } from '../native/runJob.js';
import type { Network } from '../network/Network.js';
import { packProblem } from '../train/packProblem.js';
import type { Statement } from './Certificate.js';
import { packWeights } from './packWeights.js';

/** Room for a checker in plain float64, relative to the loss. */
const ROOM = 1e-9;

/** A second point with a proven bound on its loss that is below `least`, or null where its loss is not surely lower. */
export async function lossBelow(network: Network, data: Dataset, least: number, job: JobOptions): Promise<Statement['spurious']> {
  const bounds = new Float64Array(2);
  const problem = packProblem(network, data, 'lower');
  await runJob((control, done) => loadAddon().addon.residualNorm(problem, control, bounds, done), job);
  const proved = (bounds[1]! ** 2 / (2 * data.samples)) * (1 + 2 ** -48);
  // A loss of nearly 0 is a number with few digits: half of what lies between is room enough.
  const stated = Math.min(proved * (1 + ROOM) + ROOM * least, (proved + least) / 2);
  return proved < stated && stated < least ? { weights: packWeights(network), lossUpper: stated } : null;
}
