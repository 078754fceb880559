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

/**
 * Limited-memory BFGS on the full batch, in float64, with a line search by the Wolfe conditions: for networks and data that are too large for
 * Levenberg–Marquardt. One epoch is one step, of mostly one or two evaluations of the gradient.
 */
export interface LimitedMemoryBfgs {
  readonly kind: 'lbfgs';
  /** Steps that are remembered, 1 to 1000; 20 if left out. */
  readonly memory?: number | undefined;
  /** As for {@link LevenbergMarquardt}: where no step lowers the loss although the gradient has not vanished, or it creeps. */
  readonly kick?: number | undefined;
}

/**
 * Active-set descent on the full batch, in float64, for one hidden layer and one output: it does not stall on kinks but holds them, and ends
 * at a local minimum, on kinks or off them. One epoch is one line search.
 */
export interface ActiveSet {
  readonly kind: 'active-set';
}

export type Optimizer = GradientDescent | Momentum | StochasticGradientDescent | Adam | LevenbergMarquardt | LimitedMemoryBfgs | ActiveSet;
export type OptimizerName = Optimizer['kind'];
