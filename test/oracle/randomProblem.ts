import type { Layer, Problem } from './Problem.js';

export interface Shape {
  readonly samples: number;
  /** d_0 … d_L. */
  readonly widths: readonly number[];
  /** One slope for all hidden layers, or one each. Default 0. */
  readonly slopes?: number | readonly number[];
  /** Which layers have a bias: all, none, or one flag each. Default none. */
  readonly biases?: boolean | readonly boolean[];
  /** Factors on (0.5, 1.5), 0 or 2 with equal probability, or none. Default none. */
  readonly masks?: 'none' | 'uniform' | 'bernoulli';
  /** Targets ±1 instead of real ones. */
  readonly signs?: boolean;
  /** How many units of the first hidden layer get a large negative bias (needs biases there). */
  readonly deadUnits?: number;
  /** Share of inputs that are exactly 0. */
  readonly zeroInputs?: number;
}

/** A seeded random problem of the given shape; weights and inputs of order one. */
export function randomProblem(seed: number, shape: Shape): Problem {
  const next = generator(seed);
  const real = (): number => 2 * next() - 1;
  const { widths, samples } = shape;
  const L = widths.length - 1;
  const table = (rows: number, columns: number, entry: () => number): number[][] =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, entry));
  const hasBias = (l: number): boolean => (typeof shape.biases === 'object' ? shape.biases[l - 1]! : (shape.biases ?? false));
  const layers: Layer[] = [];
  for (let l = 1; l <= L; l++) {
    const scale = Math.sqrt(6 / widths[l - 1]!);
    const weights = table(widths[l]!, widths[l - 1]!, () => scale * real());
    if (!hasBias(l)) layers.push({ weights });
    else layers.push({ weights, bias: weights.map((_, i) => (l === 1 && i < (shape.deadUnits ?? 0) ? -100 * widths[0]! : real())) });
  }
  const inputs = table(samples, widths[0]!, () => (next() < (shape.zeroInputs ?? 0) ? 0 : 2 * real()));
  const targets = table(samples, widths[L]!, () => (shape.signs === true ? (next() < 0.5 ? -1 : 1) : 2 * real()));
  const slopes = Array.from({ length: L - 1 }, (_, k) => (typeof shape.slopes === 'object' ? shape.slopes[k]! : (shape.slopes ?? 0)));
  if (shape.masks === undefined || shape.masks === 'none') return { inputs, targets, slopes, layers };
  const factor = shape.masks === 'uniform' ? () => 0.5 + next() : () => (next() < 0.5 ? 0 : 2);
  return { inputs, targets, slopes, layers, masks: slopes.map((_, k) => table(samples, widths[k + 1]!, factor)) };
}

/** Uniform on [0, 1) with 32 random bits: the mulberry32 sequence. */
export function generator(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
