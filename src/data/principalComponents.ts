import { allocate, refuseArgument } from '../arguments.js';
import type { Matrix } from '../Matrix.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob } from '../native/runJob.js';

/**
 * The scores of the first `components` principal components, N × components, each with mean 0 and mean square 1 over the samples. The
 * entry of largest magnitude of every component vector is positive. A component whose variance is below max(N, d) ε times the largest one's
 * does not exist: the rank of N centred samples is at most N − 1, and less where inputs are constant or repeat each other.
 *
 * @throws {ArgumentError} for `name` if there are fewer components, saying how many
 */
export async function principalComponents(
  name: string,
  matrix: Matrix,
  components: number,
  options: { readonly signal?: AbortSignal } = {},
): Promise<Matrix> {
  const { data, rows, columns } = matrix;
  const possible = Math.min(rows - 1, columns);
  if (components > possible) refuseRank(name, possible, components, rows);
  const out = allocate(name, rows * components, refuseArgument);
  const { addon } = loadAddon();
  await runJob((control, done) => addon.principalComponents(rows, columns, data, components, out, control, done), options);
  const rank = countColumns(out, rows, components);
  if (rank < components) refuseRank(name, rank, components, rows);
  return Object.freeze({ data: out, rows, columns: components });
}

function refuseRank(name: string, rank: number, components: number, samples: number): never {
  const have = `at most ${String(rank)}, the number of principal components that these ${String(samples)} samples have`;
  return refuseArgument(name, have, String(components));
}

/** The core leaves the columns of components that do not exist zero, which scores of variance 1 never are. */
function countColumns(scores: Float64Array, rows: number, columns: number): number {
  let count = 0;
  while (count < columns && Array.from({ length: rows }, (_, n) => scores[n * columns + count]).some((score) => score !== 0)) count++;
  return count;
}
