/** Full-batch gradient descent: θ ← θ − η ∇loss. */
export interface GradientDescent {
  readonly kind: 'gradient-descent';
  /** η > 0; 0.05 if left out. */
  readonly learningRate?: number | undefined;
}

/** Adam on the full batch, with bias-corrected moments. */
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

export type Optimizer = GradientDescent | Adam | LevenbergMarquardt;
export type OptimizerName = Optimizer['kind'];

export type Schedule =
  | { readonly kind: 'constant' }
  /** From epoch `from` on the learning rate is multiplied by `factor` after every epoch, and stays at `minimum` (0 if left out) or above. */
  | { readonly kind: 'exponential'; readonly factor: number; readonly from: number; readonly minimum?: number | undefined };

export interface Stop {
  /** Stop where every component of the gradient is within the bound on its rounding error; true if left out. Looked at every 100 epochs. */
  readonly gradient?: boolean | undefined;
  /** Stop where loss ≤ this. */
  readonly loss?: number | undefined;
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
  /** Arithmetic of the training loop; `float32` for gradient descent and Adam only. */
  readonly precision?: 'float64' | 'float32' | undefined;
  readonly schedule?: Schedule | undefined;
  readonly stop?: Stop | undefined;
  /** Epochs between two history rows; a thousandth of `epochs`, at least 1, if left out. */
  readonly historyEvery?: number | undefined;
  /** Seed of what is random in training (the kicks); 0 if left out. */
  readonly seed?: number | undefined;
  /** Pre-activations to record in the history. */
  readonly tracePreActivations?: readonly Trace[] | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: TrainingProgress) => void) | undefined;
}

export interface TrainingProgress {
  readonly epoch: number;
  /** The most there will be. */
  readonly epochs: number;
  readonly loss: number;
}
