/**
 * The raw boundary to the C++ core: typed arrays and integers in, numbers written into arrays the caller provides.
 * Nothing here is public. A synchronous call returns a status, an asynchronous one hands it to `done`:
 * 0 done, 1 aborted, negative: refused (see `native/addon/status.h`).
 */

/** A network and its data, packed. */
export interface RawProblem {
  /** d_0 … d_L. */
  readonly widths: Int32Array;
  /** Negative slopes of the L − 1 hidden layers. */
  readonly slopes: Float64Array;
  /** 1 where layer l has a bias, L entries. */
  readonly bias: Uint8Array;
  /** vec of every W̄_l = [W_l b_l], row-major, layer after layer: P entries. */
  readonly parameters: Float64Array;
  readonly samples: number;
  /** X, N × d_0, one row per sample. */
  readonly inputs: Float64Array;
  /** Y, N × C, one row per sample. */
  readonly targets: Float64Array;
  /** The masks E_l, N × d_l each, one hidden layer after the other; empty when there are none. */
  readonly masks: Float64Array;
}

/** Networks without samples, and the data they are held against; data that several share are there once. */
export interface RawReplicas {
  readonly networks: readonly RawProblem[];
  readonly sets: readonly RawProblem[];
  /** For each network the index of its set, and that of its validation or −1. */
  readonly indices: Int32Array;
}

/** Four shared words: [abort requested, progress, and the two halves of a float64, the loss]. */
export type RawControl = Int32Array<SharedArrayBuffer>;

export type Done = (status: number) => void;

export interface Addon {
  /**
   * OpenBLAS's configuration, the processor core it chose, its thread count, and the instructions that the kernels of training use on this
   * processor: results differ by rounding from one set to another.
   */
  info(): { readonly blas: string; readonly core: string; readonly threads: number; readonly kernels: 'portable' | 'avx2' | 'avx512' };
  /** Uniform on (−1, 1), standard normal, or ±1 with equal probability (kind 0, 1, 2): entry k of `out` depends on (seed, stream, substream, k) only. */
  draw(kind: number, seedLow: number, seedHigh: number, stream: number, substream: number, out: Float64Array): number;
  /** The first `out.length` entries of a random permutation of 0 … population − 1. */
  choose(population: number, seedLow: number, seedHigh: number, stream: number, substream: number, out: Float64Array): number;
  /** Scores of the first `components` principal components, scaled to unit variance: `out` is samples × components. */
  principalComponents(
    samples: number,
    inputs: number,
    values: Float64Array,
    components: number,
    out: Float64Array,
    control: RawControl,
    done: Done,
  ): number;
  /** Network outputs, N × C. */
  predict(problem: Omit<RawProblem, 'targets'>, out: Float64Array): number;
  /**
   * For tests: ∇loss (P numbers) and Σe² at the problem's parameters, by the kernels of a level: 0 portable, 1 AVX2, 2 AVX-512. A level beyond
   * what the processor runs is refused.
   */
  kernelStep(problem: RawProblem, level: number, single: boolean, gradient: Float64Array, squares: Float64Array): number;
  /**
   * For tests: one update of Adam by the kernels of a level. `step` has rate, β1, β2, epsilon, 1 − β1^t and 1 − β2^t; `numbers` holds
   * gradients, m, v and weights one after the other.
   */
  kernelAdam(level: number, single: boolean, step: Float64Array, numbers: Float64Array): number;
  /**
   * For tests: C ← alpha · op(A) op(B) + beta · C by the kernels of a level. `call` has whether A and whether B is transposed, m, n, k, the
   * numbers from one row of A, B and C to the next, alpha, and beta, which is 0 or 1.
   */
  kernelMultiply(level: number, call: Float64Array, a: Float64Array, b: Float64Array, c: Float64Array): number;
  /**
   * For tests: X ← L⁻¹ X for units × samples by the kernels of a level. `call` has units, samples, and the numbers from one row of L and of X
   * to the next; rows of X have room for a multiple of 8 samples.
   */
  kernelSubstitute(level: number, call: Float64Array, l: Float64Array, x: Float64Array): number;
  /**
   * Trains. `validation` may have no samples; `resume` is empty or an earlier state. `options` are the numbers of `src/train/rawOptions.ts`;
   * `traces` holds (layer, unit, sample) triples. Out: P parameters; [stopped, epochs, loss, numbers written to history]; history rows;
   * the state, 12 + 3 P numbers.
   */
  train(
    problem: RawProblem,
    validation: RawProblem,
    resume: Float64Array,
    options: Float64Array,
    traces: Int32Array,
    control: RawControl,
    parameters: Float64Array,
    summary: Float64Array,
    history: Float64Array,
    state: Float64Array,
    done: Done,
  ): number;
  /**
   * Trains each network, on several threads. `options` are those of {@link train} for one network after the other, without a pause;
   * `traces` holds for all. Out, one network after the other: parameters; [stopped, epochs, loss, numbers written to history], 0 as the
   * first where there was no memory for it; history rows. Progress counts networks.
   */
  trainMany(
    replicas: RawReplicas,
    options: Float64Array,
    traces: Int32Array,
    threads: number,
    control: RawControl,
    parameters: Float64Array,
    summary: Float64Array,
    history: Float64Array,
    done: Done,
  ): number;
  /**
   * Judges a point; `parts`: 1 for the Jacobian's rank, 2 for the Hessian, or both added. `out` receives one number for each of {@link judgementFields}, `descent` P numbers where a direction that lowers the
   * loss was found, `multipliers` (unit, sample, value, low, high) of each multiplier that proves a minimum on a kink.
   */
  judge(
    problem: RawProblem,
    parts: number,
    control: RawControl,
    out: Float64Array,
    descent: Float64Array,
    multipliers: Float64Array,
    done: Done,
  ): number;
  /**
   * Judges each network, on several threads. Out, one network after the other: as {@link judge}, of the multipliers as many as there are;
   * `ended` is 0 where there was no memory.
   */
  judgeMany(
    replicas: RawReplicas,
    parts: number,
    threads: number,
    control: RawControl,
    out: Float64Array,
    descents: Float64Array,
    multipliers: Float64Array,
    ended: Float64Array,
    done: Done,
  ): number;
  /** Products of the Hessian, the Gauss–Newton matrix or the tangent kernel (kind 0, 1, 2) with vectors, one a row. */
  multiplyCurvature(problem: RawProblem, kind: number, vectors: Float64Array, control: RawControl, out: Float64Array, done: Done): number;
  /** `options`: the layers of rows and columns, from 1, or 0, 0 for all; 1 for the Gauss–Newton part alone. */
  denseHessian(problem: RawProblem, options: Float64Array, control: RawControl, out: Float64Array, done: Done): number;
  /** Γ, NC × NC. */
  tangentKernel(problem: RawProblem, control: RawControl, out: Float64Array, done: Done): number;
  /**
   * `options`: largest, smallest, steps, 1 for vectors too, the seed's words, tolerance. Out: steps, the largest magnitude, then a value and
   * its residual for each; the vectors.
   */
  extremeEigenvalues(
    problem: RawProblem,
    kind: number,
    options: Float64Array,
    control: RawControl,
    numbers: Float64Array,
    vectors: Float64Array,
    done: Done,
  ): number;
  /** `options`: probes, steps, the seed's words. Out: the count, as many values, as many weights. */
  spectralDensity(problem: RawProblem, kind: number, options: Float64Array, control: RawControl, out: Float64Array, done: Done): number;
  /** `options`: products, the seed's words. Out: the trace, its standard error, the products made. */
  estimateTrace(problem: RawProblem, kind: number, options: Float64Array, control: RawControl, out: Float64Array, done: Done): number;
  /**
   * Proves a claim about a point: 0 full-rank, 1 zero-loss-nearby, 2 local-minimum, 3 kink-minimum (see
   * `native/core/certify/certification.h`). `out` receives one number for each of {@link certificationFields}, `kinks` (unit, sample,
   * multiplier) of each triple on its kink.
   */
  certify(problem: RawProblem, claim: number, control: RawControl, out: Float64Array, kinks: Float64Array, done: Done): number;
  /** Proven bounds on ‖e‖₂: the lower and the upper one. */
  residualNorm(problem: RawProblem, control: RawControl, out: Float64Array, done: Done): number;
  /** The names of a certification's numbers, joined by commas. */
  certificationFields(): string;
  /** The names of a judgement's numbers, joined by commas. */
  judgementFields(): string;
  /** Pre-activations of the hidden layers, the bounds on their rounding errors, and 1 where a triple carries a kink: N × d_l, layer after layer. */
  preActivations(
    problem: RawProblem,
    control: RawControl,
    values: Float64Array,
    bounds: Float64Array,
    carries: Float64Array,
    done: Done,
  ): number;
  /** Losses at θ + Σ_k points[m, k] · direction k; `directions` holds K rows of P numbers, `points` rows of K. The progress counts points. */
  sliceLosses(
    problem: RawProblem,
    directions: Float64Array,
    points: Float64Array,
    control: RawControl,
    losses: Float64Array,
    done: Done,
  ): number;
  /**
   * Where, for `from` < t < `to`, the weights θ + t · direction put a pre-activation on its kink: `count` receives how many there are, `found`
   * (t, layer, unit, sample) of as many as it has room for, increasing in t.
   */
  lineKinks(
    problem: RawProblem,
    direction: Float64Array,
    from: number,
    to: number,
    control: RawControl,
    count: Float64Array,
    found: Float64Array,
    done: Done,
  ): number;
}
