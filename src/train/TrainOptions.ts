import type { Dataset } from '../data/Dataset.js';
import type { TrainingState } from './TrainingState.js';

/** θ ← θ − η ∇loss. */
export interface GradientDescent {
  readonly kind: 'gradient-descent';
  /** η > 0; 0.05 if left out. */
  readonly learningRate?: number | undefined;
}

/** v ← μ v + ∇loss, θ ← θ − η v; with Nesterov's look ahead θ ← θ − η (∇loss + μ v). */
export interface Momentum {
  readonly kind: 'momentum';
  /** η > 0; 0.01 if left out. */
  readonly learningRate?: number | undefined;
  /** 0 ≤ μ < 1; 0.9 if left out. */
  readonly momentum?: number | undefined;
  readonly nesterov?: boolean | undefined;
}

/** The same on mini-batches, by default of 32 samples and without momentum. */
export interface StochasticGradientDescent {
  readonly kind: 'sgd';
  /** η > 0; 0.01 if left out. */
  readonly learningRate?: number | undefined;
  /** 0 ≤ μ < 1; 0 if left out. */
  readonly momentum?: number | undefined;
  readonly nesterov?: boolean | undefined;
}

/** Adam, with bias-corrected moments. */
export interface Adam {
  readonly kind: 'adam';
  /** > 0; 0.001 if left out. */
  readonly learningRate?: number | undefined;
  /** Decay of the first moment, 0 ≤ β1 < 1; 0.9 if left out. */
  readonly beta1?: number | undefined;
  /** Decay of the second moment, 0 ≤ β2 < 1; 0.999 if left out. */
  readonly beta2?: number | undefined;
  /** Added to the root of the second moment; > 0, 1e-8 if left out. */
  readonly epsilon?: number | undefined;
}

/** Levenberg–Marquardt on the full batch, in float64: the way to a minimum in tens of steps. One epoch is one trial step. */
export interface LevenbergMarquardt {
  readonly kind: 'levenberg-marquardt';
  /** The first damping λ, relative to the mean diagonal of the Gram matrix; > 0, 0.001 if left out. */
  readonly damping?: number | undefined;
  /**
   * Where the loss no longer falls although the gradient has not vanished (steps slide along kinks), all weights are perturbed by normal
   * numbers of this size relative to their layer's; 0: never; 0.15 if left out.
   */
  readonly kick?: number | undefined;
}

export type Optimizer = GradientDescent | Momentum | StochasticGradientDescent | Adam | LevenbergMarquardt;
export type OptimizerName = Optimizer['kind'];

export type Schedule =
  | { readonly kind: 'constant' }
  /** From epoch `from` on the learning rate is multiplied by `factor` after every epoch, and stays at `minimum` (0 if left out) or above. */
  | { readonly kind: 'exponential'; readonly factor: number; readonly from: number; readonly minimum?: number | undefined }
  /** Half a cosine from epoch `from` (0 if left out) to `to` (the last epoch if left out), down to `minimum` (0 if left out). */
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
  /** An optimiser with its options, or a bare name with defaults; `levenberg-marquardt` if left out. */
  readonly optimizer?: Optimizer | OptimizerName | undefined;
  /** The most epochs; 1000 for Levenberg–Marquardt, 10,000 else, if left out. */
  readonly epochs?: number | undefined;
  /** Samples per step, in an order drawn anew for every epoch; all samples if left out, 32 for `sgd`. Not for Levenberg–Marquardt. */
  readonly batchSize?: number | undefined;
  /** Arithmetic of the training loop; `float32` not for Levenberg–Marquardt. */
  readonly precision?: 'float64' | 'float32' | undefined;
  /** Constant if left out. Not for Levenberg–Marquardt, whose damping follows the gain. */
  readonly schedule?: Schedule | undefined;
  /** Not for Levenberg–Marquardt. */
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
  /** Receives the state every `stateEvery` epochs (1000 if left out); training waits for a promise it returns. */
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
