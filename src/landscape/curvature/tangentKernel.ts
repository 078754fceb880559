import type { Dataset } from '../../data/Dataset.js';
import type { Matrix } from '../../Matrix.js';
import { abortSignal, options as parseOptions } from '../../arguments.js';
import { loadAddon } from '../../native/loadAddon.js';
import { runJob } from '../../native/runJob.js';
import type { Network } from '../../network/Network.js';
import { packProblem } from '../../train/packProblem.js';
import { requireProblem } from '../../train/requireProblem.js';
import { requireFinite } from './requireFinite.js';
import { requireMemory } from './requireMemory.js';

const COPIES = 2;

/**
 * The Gram matrix `Γ = JᵀJ`, NC × NC, the samples of one output after those of the other: the empirical neural tangent kernel. Computed from
 * `Γ = Σ_l (B_lᵀ B_l) ⊙ (V̄_{l−1}ᵀ V̄_{l−1})`, without J.
 *
 * @throws {ArgumentError} naming the argument that does not fit
 * @throws {KinklessError} ERR_MEMORY, with the number of bytes, when the matrix does not fit this machine
 * @throws {OverflowError} when numbers do not fit float64
 * @throws `options.signal.reason` when aborted
 */
export async function tangentKernel(
  network: Network,
  data: Dataset,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<Matrix> {
  requireProblem(network, data);
  const given = parseOptions('options', options, ['signal']);
  const signal = abortSignal('options.signal', given.signal);
  const size = data.samples * network.outputs;
  requireMemory(
    `The ${String(size)} × ${String(size)} tangent kernel`,
    COPIES * size * size * Float64Array.BYTES_PER_ELEMENT,
    "multiplyCurvature and extremeEigenvalues with matrix: 'tangent-kernel' do without it",
  );
  const problem = packProblem(network, data);
  const result = new Float64Array(size * size);
  await runJob((control, done) => loadAddon().addon.tangentKernel(problem, control, result, done), { signal });
  requireFinite('the tangent kernel', result);
  return Object.freeze({ data: result, rows: size, columns: size });
}
