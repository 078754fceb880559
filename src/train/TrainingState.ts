import type { OptimizerName } from './Optimizer.js';

/**
 * Where a training run stands: all that {@link TrainOptions.resume} needs to continue it with the same bits. Plain data that survive
 * `structuredClone`, and `JSON` too, which only turns −0 into 0.
 */
export interface TrainingState {
  readonly format: 'kinkless-state/1';
  readonly optimizer: OptimizerName;
  readonly precision: 'float64' | 'float32';
  /** Epochs done. */
  readonly epoch: number;
  /** The core's numbers, see `native/core/train/training_state.h`: weights, moments, counters. */
  readonly numbers: readonly number[];
}
