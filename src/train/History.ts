import type { Matrix } from '../Matrix.js';

/**
 * What was seen during training: one entry per row in each list. The first row is the start (of a resumed run: the next that is due), the
 * last one the end, which for Levenberg–Marquardt and L-BFGS may be a return to its best point, in a row of its own.
 */
export interface History {
  readonly epoch: Float64Array;
  readonly loss: Float64Array;
  /** Share of samples with sign(v) ≠ y; undefined where the targets are not ±1. */
  readonly mce: Float64Array | undefined;
  /** ‖∇loss‖₂. */
  readonly gradientNorm: Float64Array;
  /** min|u| over the triples that carry a kink; NaN where none does. */
  readonly minAbs: Float64Array;
  /** The learning rate; the damping λ for Levenberg–Marquardt, the length of the step (1: all of it) for L-BFGS. */
  readonly learningRate: Float64Array;
  /** Kicks so far. */
  readonly kicks: Float64Array;
  /** (1/2N) Σ e² of the validation samples; undefined where there are none. */
  readonly validationLoss: Float64Array | undefined;
  /** As `mce`, of the validation samples. */
  readonly validationMce: Float64Array | undefined;
  /** The pre-activations asked for: one row per entry, one column per trace. */
  readonly preActivations: Matrix;
}
