import type { RawProblem } from '../native/addon.js';
import { loadAddon } from '../native/loadAddon.js';
import { runJob, type JobOptions } from '../native/runJob.js';

/** Sign changes of pre-activations along a line; entry k of each array belongs together. */
export interface LineKinks {
  /** The line's parameter t, increasing. */
  readonly at: Float64Array;
  /** From 1. */
  readonly layer: Int32Array;
  /** From 0. */
  readonly unit: Int32Array;
  readonly sample: Int32Array;
}

/** Numbers a kink takes in the core's answer: t, layer, unit, sample. */
const STRIDE = 4;

/** All kinks at θ + t · direction for `from` < t < `to`. Between them the loss is a polynomial in t. */
export async function lineKinks(
  problem: RawProblem,
  direction: Float64Array,
  from: number,
  to: number,
  options: JobOptions,
): Promise<LineKinks> {
  const { addon } = loadAddon();
  const count = new Float64Array(1);
  // With one hidden layer, every pre-activation is affine and changes its sign once at most.
  const hidden = problem.widths.subarray(1, -1).reduce((sum, width) => sum + width, 0);
  let found = new Float64Array(STRIDE * problem.samples * hidden);
  const find = () => runJob((control, done) => addon.lineKinks(problem, direction, from, to, control, count, found, done), options);
  await find();
  if (STRIDE * count[0]! > found.length) {
    found = new Float64Array(STRIDE * count[0]!);
    await find();
  }
  const entry = (k: number, offset: number) => found[STRIDE * k + offset]!;
  const column = (offset: number) => Int32Array.from({ length: count[0]! }, (_, k) => entry(k, offset));
  return Object.freeze({
    at: Float64Array.from({ length: count[0]! }, (_, k) => entry(k, 0)),
    layer: column(1),
    unit: column(2),
    sample: column(3),
  });
}
