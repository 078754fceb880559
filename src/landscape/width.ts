import { boolean, integer, options } from '../arguments.js';

export interface WidthOptions {
  /** N, 1 … 10^9. */
  readonly samples: number;
  /** d_0, 1 … 10^9. */
  readonly inputs: number;
  /** L − 1, 1 … 10^6. */
  readonly hiddenLayers: number;
  /** Do all layers have biases? Default false. */
  readonly bias?: boolean;
}

/** A common width of all hidden layers, and what it reaches. */
export interface Width {
  /** d, the smallest that reaches N. */
  readonly width: number;
  /** The largest N for which this width is enough. */
  readonly reaches: number;
  /** P, weights and biases of the network of that width. */
  readonly parameters: number;
}

export interface WidthReport {
  readonly samples: number;
  readonly inputs: number;
  readonly hiddenLayers: number;
  readonly bias: boolean;
  /**
   * From this width on, for almost all data, every differentiable local minimum (with three and more weight layers: in the last two of
   * them) has zero loss, under `conditions`. `reaches` is `d_{L−2} d_{L−1}`, with biases `(d_{L−2} + 1) d_{L−1} + 1`.
   */
  readonly guaranteed: Width;
  /**
   * From this width on the Jacobian can have full rank N, and then every differentiable critical point has zero loss: often true, promised
   * by nothing. `reaches` is P minus the number of hidden units.
   */
  readonly possible: Width;
  /** What `guaranteed` rests on. */
  readonly conditions: readonly string[];
}

// Keep every result below 2^53: P is at most about (d_0 + (L − 1)d)d, and d at most about √N with two and more hidden layers.
const MOST = 1e9;
const MOST_LAYERS = 1e6;

const KEYS = ['samples', 'inputs', 'hiddenLayers', 'bias'] as const;

/**
 * The widths from which a network with one output reaches zero loss at its differentiable minima, all hidden layers having the same width.
 * Soudry and Carmon (2016): `N ≤ d_{L−2} d_{L−1}`; and the count of parameters that are not mere rescalings of hidden units.
 *
 * @throws {ArgumentError} if a number is missing, no integer or out of range
 */
export function width(given: WidthOptions): WidthReport {
  const copy = options('options', given, KEYS);
  const samples = integer('samples', copy.samples, { min: 1, max: MOST });
  const inputs = integer('inputs', copy.inputs, { min: 1, max: MOST });
  const hiddenLayers = integer('hiddenLayers', copy.hiddenLayers, { min: 1, max: MOST_LAYERS });
  const bias = copy.bias === undefined ? false : boolean('bias', copy.bias);

  const shape = { inputs: BigInt(inputs), hiddenLayers: BigInt(hiddenLayers), ones: bias ? 1n : 0n };
  const answer = (reach: (shape: Shape, d: bigint) => bigint): Width => {
    const d = smallest(BigInt(samples), (candidate) => reach(shape, candidate));
    return Object.freeze({ width: Number(d), reaches: Number(reach(shape, d)), parameters: Number(parameters(shape, d)) });
  };
  return Object.freeze({
    samples,
    inputs,
    hiddenLayers,
    bias,
    guaranteed: answer(capacity),
    possible: answer(independent),
    conditions: Object.freeze(conditions(hiddenLayers)),
  });
}

interface Shape {
  readonly inputs: bigint;
  readonly hiddenLayers: bigint;
  /** 1 with biases, 0 without: the constant row that a bias adds. */
  readonly ones: bigint;
}

function capacity({ inputs, hiddenLayers, ones }: Shape, d: bigint): bigint {
  const before = hiddenLayers === 1n ? inputs : d;
  return (before + ones) * d + ones;
}

function parameters({ inputs, hiddenLayers, ones }: Shape, d: bigint): bigint {
  return (inputs + ones) * d + (hiddenLayers - 1n) * (d + ones) * d + d + ones;
}

function independent(shape: Shape, d: bigint): bigint {
  return parameters(shape, d) - shape.hiddenLayers * d;
}

/** The smallest d ≥ 1 with `reach(d) ≥ samples`, for a `reach` that grows with d and is at least d: by bisection, exact where roots in float64 are not. */
function smallest(samples: bigint, reach: (d: bigint) => bigint): bigint {
  let below = 0n;
  let enough = samples;
  while (enough - below > 1n) {
    const middle = (below + enough) / 2n;
    if (reach(middle) >= samples) enough = middle;
    else below = middle;
  }
  return enough;
}

function conditions(hiddenLayers: number): string[] {
  const always = [
    'one output and the quadratic loss',
    'negative slopes other than 0 (leaky ReLU; for ReLU the rank at the point must be checked)',
    'masks drawn from a density, such as mask=gaussian (not none and not bernoulli)',
    'inputs and masks outside an exceptional set of measure zero',
  ];
  return hiddenLayers === 1 ? always : [...always, 'weights before the last two layers that are held fixed, and generic'];
}
