import type { SpectrumReport } from './spectrum/SpectrumReport.js';

/**
 * What `check` answers, and what `check --json` prints: plain data, every number finite or null, never NaN or Infinity.
 * Symbols (N, C, P, d_l, G, J, u, e) are those of the documentation's notation: N samples, C outputs, P parameters,
 * `loss = (1/2N) Σ e²`, `G = A_{L−1} ∘ V̄_{L−2}` (column-wise Kronecker product of activation slopes and layer inputs),
 * J the P × NC Jacobian of the outputs. Layers count from 1, units and samples from 0.
 * A *tolerance* is an a-priori bound on the rounding error of the number it stands beside, in the same unit: a number whose
 * size is at most its tolerance cannot be told from zero in float64.
 */
export interface CheckReport {
  readonly format: 'kinkless-check/1';
  /** The first rule that applies, in the order of {@link Verdict}. */
  readonly verdict: Verdict;
  /** One sentence: why this verdict. */
  readonly reason: string;

  /** N. */
  readonly samples: number;
  /** P: every weight and bias of the network. */
  readonly parameters: number;
  /** `(1/2N) Σ e²`, in squared units of the targets. */
  readonly loss: number;
  /** `(1/N) Σ e²`, in squared units of the targets. */
  readonly mse: number;
  /** Share of samples with sign(v) ≠ sign(y) in any output, 0 … 1; null unless every target is ±1. */
  readonly mce: number | null;
  /** How many samples that share stands for; absent unless every target is ±1. */
  readonly samplesMisclassified?: number;
  /** What mse to expect at minima of this region, where rank leaves a part of ±1 targets out of reach; null elsewhere, and when C > 1. */
  readonly predictedMse: PredictedMse | null;
  /** Residuals `e = V_L − Y`, in units of the targets: `‖e‖∞` and the rounding error of computing it. */
  readonly residual: Measured;
  /** `‖∇loss‖∞`, `∇loss = J e / N`. */
  readonly gradient: MeasuredAt;
  /**
   * `max(‖G e‖∞, |Σe| with an output bias)/N` for one hidden layer and one output, where it is zero exactly at a differentiable
   * local minimum; `‖∇loss‖∞` otherwise.
   */
  readonly criticality: MeasuredAt;
  readonly kinks: KinkReport;
  /** One entry, for the last hidden layer; empty when C > 1, where no guarantee rests on it. */
  readonly ranks: readonly LayerRank[];
  /** Rank of J (P × NC), decided through the tangent kernel `JᵀJ` or J itself. */
  readonly jacobian: JacobianRank;
  /** Inertia of the Hessian of `loss`; null where it was not computed, with the cause in `hessianReason`. On a kink, of the region where u = 0 is active. */
  readonly hessian: HessianReport | null;
  /** Why `hessian` is null; empty when it is not. */
  readonly hessianReason: string;
  /** Extreme eigenvalues, trace and density of the Hessian and of Γ, computed without forming them; absent unless asked for. */
  readonly spectrum?: SpectrumReport;
  readonly guarantee: Guarantee;
  /**
   * What proves a `kink-minimum` of positive loss (one hidden layer, one output), unit by unit; null elsewhere, and empty where every kink
   * belongs to a unit whose first-order changes were found non-negative in another way.
   */
  readonly multipliers: readonly Multiplier[] | null;
  /** Where a direction was seen to lower the loss by more than the rounding error, at a saddle or on a kink; null elsewhere. */
  readonly descent: Descent | null;
}

/**
 * * `kink-minimum`: some pre-activation is zero to rounding, and the point is a local minimum all the same;
 * * `kink`: a pre-activation is zero to rounding, or the critical point aimed at lies across a kink: not a differentiable local minimum as it stands;
 * * `zero-loss-minimum`: differentiable, and every residual is zero to rounding: a global minimum;
 * * `not-critical`: the gradient is above its rounding error;
 * * `local-minimum`: differentiable local minimum with a loss above zero;
 * * `saddle`: critical, and the loss falls in some direction;
 * * `inconclusive`: what was computed does not decide.
 */
export type Verdict = 'zero-loss-minimum' | 'local-minimum' | 'kink-minimum' | 'saddle' | 'kink' | 'not-critical' | 'inconclusive';

/**
 * At a differentiable local minimum `mse = ‖P⊥ y‖²/N`, P⊥ the projection orthogonal to the rows of Ḡ (G_{L−1} and, with an output bias, a row
 * of ones). The numbers are what that is for targets ±1 drawn independently of Ḡ: a line of reference, since training makes a region depend
 * on its targets.
 */
export interface PredictedMse {
  /** `1 − rank(Ḡ)/N`. */
  readonly expectation: number;
  /** A bound on the standard deviation: `√(2 min(rank, N − rank))/N`. */
  readonly deviation: number;
}

/** The largest magnitude of a vector, and the bound on the rounding error of computing it. */
export interface Measured {
  readonly infNorm: number;
  readonly tolerance: number;
}

/** As {@link Measured}, for a vector with one entry per parameter. */
export interface MeasuredAt extends Measured {
  /** The parameter whose entry is largest in units of its own tolerance; null when every entry is exactly zero. */
  readonly at: ParameterPlace | null;
}

/** One weight or bias. `layer` 1 … L; `unit` is the row of W̄_l; `input` its column, or `'bias'`. */
export interface ParameterPlace {
  readonly layer: number;
  readonly unit: number;
  readonly input: number | 'bias';
}

/** One pre-activation u. `layer` 1 … L − 1. */
export interface TriplePlace {
  readonly layer: number;
  readonly unit: number;
  readonly sample: number;
}

export interface KinkReport {
  /** min |u| over the triples (layer, unit, sample) that carry a kink; null when none does. */
  readonly minAbs: number | null;
  /** Where that minimum is; null with it. */
  readonly at: TriplePlace | null;
  /**
   * The weights may move jointly by less than this (Frobenius norm over all parameters) without any sign changing: exact for one hidden
   * layer, a lower bound for more; null when nothing can kink.
   */
  readonly distance: number | null;
  /** Frobenius norm of the step to the critical point aimed at, comparable with `distance`; null when it was not computed. */
  readonly newtonStep: number | null;
  /** How many triples that carry a kink have |u| within its rounding error. */
  readonly onKink: number;
  /** How many of the N Σ d_l triples carry a kink. */
  readonly carrying: number;
  /** Does this region hold an exact critical point? `unknown` where the test does not apply or does not decide. */
  readonly exists: 'yes' | 'no' | 'unknown';
}

/** A rank, decided by comparing singular values with the error bound of computing them. */
export interface DecidedRank {
  /** How many singular values are above the tolerance: a proven lower bound; the rank itself when `undecided` is 0. */
  readonly rank: number;
  /** Is the rank equal to the number of samples (times outputs)? null: the rounding error leaves it open. */
  readonly full: boolean | null;
  /** How many singular values the rounding error leaves open. */
  readonly undecided: number;
  /** Rows were scaled by powers of two before deciding (the rank is the same); the singular values are then those of the scaled matrix. */
  readonly equilibrated: boolean;
  /** Smallest of the N (NC) singular values; 0 when there are fewer rows than columns. */
  readonly sigmaMin: number;
  readonly sigmaMax: number;
  /** Bound on the error of each singular value. */
  readonly tolerance: number;
}

export interface LayerRank extends DecidedRank {
  /** `A∘V`: G_{L−1} with the row of the hidden layer's bias; the output bias is not part of it. */
  readonly matrix: 'A∘V';
  /** L − 1. */
  readonly layer: number;
  /** N: the number of columns. */
  readonly samples: number;
}

export interface JacobianRank extends DecidedRank {
  /** Number of rows of J: P. */
  readonly rows: number;
  /** Number of columns of J: NC. */
  readonly samples: number;
}

/**
 * On the kinks Z, with sg the sign of a unit's output weight: Σ_{n∉Z} e_n sg a_n x̄_n + Σ_{n∈Z} μ_n x̄_n = 0 for each unit. A μ between the
 * slopes e sg ε s and e sg ε of the loss on the two sides of its kink says that the loss falls on neither. Samples with parallel x̄ share one
 * kink and one multiplier.
 */
export interface Multiplier {
  readonly unit: number;
  /** The first of the samples whose kink it is. */
  readonly sample: number;
  /** μ, in units of the targets. */
  readonly value: number;
  /** The interval it must be in. */
  readonly low: number;
  readonly high: number;
}

/** A way down. */
export interface Descent {
  /** By how much the loss fell, in squared units of the targets. */
  readonly drop: number;
  /** Length of the step that did it, Frobenius norm over all parameters. */
  readonly step: number;
  /** A unit vector, in the order of `Network.parameters()`. */
  readonly direction: readonly number[];
}

/** Signs of the eigenvalues of the Hessian of `loss` inside the region. */
export interface HessianReport {
  readonly positive: number;
  readonly zero: number;
  readonly negative: number;
  readonly min: number;
  readonly max: number;
  /** Bound on the error of each eigenvalue. */
  readonly tolerance: number;
  /** Parameters were scaled by powers of two before deciding (the inertia is the same); `min`, `max`, `tolerance` are then of the scaled matrix. */
  readonly equilibrated: boolean;
  /** The `zero` eigenvalues, explained; null where rounding errors leave the rank of the rescalings open. */
  readonly nullity: {
    /** Parameters that no sample feels (weights of dead units, inputs that are 0). */
    readonly inert: number;
    /** Rescalings of hidden units: row times c, column divided by c. */
    readonly rescaling: number;
    /** Further directions in which no output changes. */
    readonly redundant: number;
    /** The remainder; negative when tolerances disagree. */
    readonly unexplained: number;
  } | null;
}

/** Whether zero loss follows from the widths or from the rank at this point: three grades. All null, but for `statement`, when C > 1. */
export interface Guarantee {
  /** The N up to which width can guarantee: `d_{L−2} d_{L−1}`; with biases `(d_{L−2} + 1) d_{L−1}`, + 1 with an output bias. */
  readonly capacity: number | null;
  /** N ≤ capacity, negative slopes ≠ 0, masks with a density: true for almost all data, before looking at any. */
  readonly generic: boolean | null;
  /** The rank was computed at this point and is full, beyond its tolerance. */
  readonly verified: boolean | null;
  /** The rank is proved at this point, for the exact real network (`certify`); null: not asked, or several outputs. */
  readonly certified: boolean | null;
  /** One sentence: what follows. */
  readonly statement: string;
}
