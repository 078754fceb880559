import type { Dataset } from '../data/Dataset.js';
import type { Optimizer, OptimizerName } from './Optimizer.js';
import type { TrainingState } from './TrainingState.js';

export type Schedule =
  | { readonly kind: 'constant' }
  /** From epoch `from` on the learning rate is multiplied by `factor` after every epoch, and stays at `minimum` (0 if left out; at most the rate) or above. */
  | { readonly kind: 'exponential'; readonly factor: number; readonly from: number; readonly minimum?: number | undefined }
  /** Half a cosine from epoch `from` (0 if left out) to `to` (the last epoch if left out), down to `minimum` (0 if left out; at most the rate). */
  | {
      readonly kind: 'cosine';
      readonly from?: number | undefined;
      readonly to?: number | undefined;
      readonly minimum?: number | undefined;
    };

/**
 * Factors on the hidden units, drawn anew in every step, on top of the data's masks: dropout (`bernoulli`: 1/keep with probability `keep`,
 * else 0), 1 + sigma · normal, or uniform on 1 ± delta. The history and the stop rules look at the network without them.
 */
export type Noise =
  | { readonly kind: 'none' }
  | { readonly kind: 'bernoulli'; readonly keep: number }
  | { readonly kind: 'gaussian'; readonly sigma: number }
  | { readonly kind: 'uniform'; readonly delta: number };

export interface Stop {
  /** Stop where every component of the gradient is within the bound on its rounding error; true if left out. Looked at every 100 epochs. */
  readonly gradient?: boolean | undefined;
  /** Stop where loss ≤ this. With noise it is only looked at where a history row is due, and with `gradient`. */
  readonly loss?: number | undefined;
  /** Stop where at most this share of the samples is misclassified, which is asked only after the start. For targets ±1. */
  readonly mce?: number | undefined;
  /** Epochs between two looks at that, each of which costs a third of an epoch; a twentieth of `epochs`, rounded up, if left out. */
  readonly mceEvery?: number | undefined;
  /** Stop after this many seconds, at the end of an epoch. */
  readonly seconds?: number | undefined;
}

/** A pre-activation u: layer 1 … L − 1, unit and sample from 0. */
export interface Trace {
  readonly layer: number;
  readonly unit: number;
  readonly sample: number;
}

export interface TrainOptions {
  /** An optimiser with its options, or a bare name with defaults. `auto`, if left out, chooses: see {@link chooseOptimizer}. */
  readonly optimizer?: Optimizer | OptimizerName | 'auto' | undefined;
  /** The most epochs; 1000 for Levenberg–Marquardt and active-set, 10,000 else, if left out. */
  readonly epochs?: number | undefined;
  /** Samples per step, in an order drawn anew for every epoch; all samples if left out, 32 for `sgd`. Not for Levenberg–Marquardt, L-BFGS and active-set. */
  readonly batchSize?: number | undefined;
  /** Arithmetic of the training loop; `float32` not for Levenberg–Marquardt, L-BFGS and active-set. */
  readonly precision?: 'float64' | 'float32' | undefined;
  /** Constant if left out. Not for Levenberg–Marquardt, L-BFGS and active-set, which have no learning rate. */
  readonly schedule?: Schedule | undefined;
  /** Not for Levenberg–Marquardt, L-BFGS and active-set. */
  readonly noise?: Noise | undefined;
  readonly stop?: Stop | undefined;
  /** Epochs between two history rows; a thousandth of `epochs`, at least 1, if left out. */
  readonly historyEvery?: number | undefined;
  /** Seed of what is random in training (order, noise, kicks); 0 if left out. */
  readonly seed?: number | undefined;
  /** Pre-activations to record in the history. */
  readonly tracePreActivations?: readonly Trace[] | undefined;
  /** Samples that training does not see; their loss stands in the history. See {@link Dataset.split}. */
  readonly validation?: Dataset | undefined;
  /** Receives the state every `stateEvery` epochs (1000 if left out); training waits for a promise it returns, an abort does not. */
  readonly onState?: ((state: TrainingState) => unknown) | undefined;
  readonly stateEvery?: number | undefined;
  /** Continues the run that this state is of, bit for bit, if the other options, the data and the start are the same. */
  readonly resume?: TrainingState | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
}

export interface TrainingProgress {
  readonly epoch: number;
  /** The most there will be. */
  readonly epochs: number;
  readonly loss: number;
}
