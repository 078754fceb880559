import { OverflowError } from '../errors.js';
import type { RawProblem } from '../native/addon.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob } from '../native/runJob.js';

/**
 * The losses at θ + Σ_k points[m, k] · directions[k].
 *
 * @throws {OverflowError} when one does not fit float64
 */
export async function sliceLosses(
  problem: RawProblem,
  directions: readonly Float64Array[],
  points: Float64Array,
  { signal, onProgress }: { readonly signal: AbortSignal | undefined; readonly onProgress: ((fraction: number) => void) | undefined },
): Promise<Float64Array> {
  const joined = new Float64Array(directions.length * problem.parameters.length);
  directions.forEach((direction, k) => {
    joined.set(direction, k * direction.length);
  });
  const losses = new Float64Array(points.length / directions.length);
  const { addon } = loadAddon();
  await runJob((control, done) => addon.sliceLosses(problem, joined, points, control, losses, done), {
    signal,
    onProgress:
      onProgress &&
      ((done) => {
        onProgress(done / losses.length);
      }),
  });
  if (!losses.every(Number.isFinite)) throw new OverflowError('the loss within the range');
  return losses;
}
