import { boolean, options as parseOptions } from '../arguments.js';
import type { Dataset } from '../data/Dataset.js';
import type { Network } from '../network/Network.js';
import type { ManyOptions } from '../train/ManyOptions.js';
import { parseManyOptions } from '../train/parseManyOptions.js';
import { parseReplicas } from '../train/parseReplicas.js';
import type { CheckOptions } from './check.js';
import type { CheckReport } from './CheckReport.js';
import { judgeMany } from './judgeMany.js';
import { requireHidden } from './requireHidden.js';

export interface CheckManyOptions extends ManyOptions, Pick<CheckOptions, 'hessian'> {}

/**
 * Judges many points, each against a data set of its own or all against the same, spread over the processor's cores by one job of the core.
 * Report k is that of `check(networks[k], datasets[k], options)`.
 *
 * The result has one entry for each network, as `Promise.allSettled` has: a point whose numbers do not fit float64, or memory, is `rejected`
 * with its {@link KinklessError} as `reason`.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws `options.signal.reason` when aborted, and whatever `onProgress` throws
 */
export async function checkMany(
  networks: readonly Network[],
  datasets: Dataset | readonly Dataset[],
  options: CheckManyOptions = {},
): Promise<readonly PromiseSettledResult<CheckReport>[]> {
  const given = parseOptions('options', options, ['hessian', 'threads', 'signal', 'onProgress']);
  const { hessian = true } = given;
  const withHessian = boolean('options.hessian', hessian);
  const many = parseManyOptions(given);
  const points = parseReplicas(networks, datasets);
  for (const [k, { network }] of points.entries()) requireHidden(network, `networks[${String(k)}]`);
  const results = await judgeMany(points, { jacobian: true, hessian: withHessian }, many);
  // The Jacobians' ranks were asked for.
  return Object.freeze(results) as readonly PromiseSettledResult<CheckReport>[];
}
