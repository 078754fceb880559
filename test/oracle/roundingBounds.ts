import type { Problem } from './Problem.js';

export interface RoundingBounds {
  /** For each U_l, [l][n][i]; layers from 1, the last one is the output. */
  readonly U: readonly number[][][];
  /** For each entry of ∇loss, packed as the parameters. */
  readonly gradient: number[];
  /** For each entry of G_{L−1} e / N. */
  readonly lastHidden: number[];
  /** For Σe/N. */
  readonly residualMean: number;
  readonly loss: number;
}

/** Not Math.abs: looking up a global costs more than all the rest inside a test runner's sandbox. */
const size = (x: number): number => (x < 0 ? -x : x);

/**
 * A-priori bounds on what rounding can do to the forward and backward pass in any order of summation, as long as no sign of u changes.
 * Every computed number is then a sum of products of the data in which each product has collected at most K factors (1 + δ), |δ| ≤ u; so
 * its error is at most γ_K times the same expression over absolute values, γ_K = K u / (1 − K u).
 */
export function roundingBounds(problem: Problem, unitRoundoff: number): RoundingBounds {
  const { inputs, targets, masks, slopes, layers } = problem;
  const L = layers.length;
  const N = inputs.length;
  const gamma = (K: number): number => (K * unitRoundoff) / (1 - K * unitRoundoff);
  const fanIn = (l: number): number => layers[l - 1]!.weights[0]!.length + (layers[l - 1]!.bias === undefined ? 0 : 1);
  const fanOut = (l: number): number => layers[l - 1]!.weights.length;

  // Largest size of A_l, [l][n][i]: mask times the larger slope, so that the bound needs no signs.
  const factor = [
    [],
    ...slopes.map((slope, k) => {
      const larger = Math.max(1, Math.abs(slope));
      return inputs.map((_, n) => Array.from({ length: fanOut(k + 1) }, (_u, i) => larger * size(masks?.[k]?.[n]?.[i] ?? 1)));
    }),
    inputs.map(() => new Array<number>(fanOut(L)).fill(1)),
  ];
  const V: number[][][] = [inputs.map((row) => row.map(size))];
  const U: number[][][] = [[]];
  const bounds: number[][][] = [[]];
  let roundings = 0;
  for (let l = 1; l <= L; l++) {
    const { weights, bias } = layers[l - 1]!;
    // Products and sums of one layer, then slope, mask and the activation itself.
    roundings += fanIn(l);
    U.push(V[l - 1]!.map((v) => weights.map((row, i) => row.reduce((sum, w, j) => sum + size(w) * v[j]!, size(bias?.[i] ?? 0)))));
    bounds.push(U[l]!.map((row) => row.map((u) => gamma(roundings) * u)));
    V.push(U[l]!.map((row, n) => row.map((u, i) => factor[l]![n]![i]! * u)));
    roundings += 3;
  }
  const e = V[L]!.map((row, n) => row.map((v, c) => v + size(targets[n]![c]!)));

  // Signals carry the residual with them; as many roundings backward as forward, then the sum over samples and the division.
  for (let l = L; l >= 2; l--) roundings += fanOut(l) + 3;
  roundings += N + 3;
  const gradient: number[][] = new Array<number[]>(L);
  let signal = e;
  for (let l = L; l >= 1; l--) {
    const { weights, bias } = layers[l - 1]!;
    gradient[l - 1] = weights.flatMap((row, i) => {
      const entry = (value: (n: number) => number): number =>
        (gamma(roundings) / N) * signal.reduce((sum, b, n) => sum + b[i]! * value(n), 0);
      const entries = row.map((_, j) => entry((n) => V[l - 1]![n]![j]!));
      return bias === undefined ? entries : [...entries, entry(() => 1)];
    });
    if (l === 1) break;
    signal = V[l - 1]!.map((row, n) =>
      row.map((_, j) => factor[l - 1]![n]![j]! * weights.reduce((sum, weight, i) => sum + size(weight[j]!) * signal[n]![i]!, 0)),
    );
  }

  const hidden = layers[L - 2]!;
  const lastHidden = hidden.weights.flatMap((row, i) => {
    const entry = (value: (n: number) => number): number =>
      (gamma(roundings) / N) * e.reduce((sum, [total], n) => sum + factor[L - 1]![n]![i]! * value(n) * total!, 0);
    const entries = row.map((_, j) => entry((n) => V[L - 2]![n]![j]!));
    return hidden.bias === undefined ? entries : [...entries, entry(() => 1)];
  });
  const squares = e.flat().reduce((sum, total) => sum + total * total, 0);
  return {
    U: bounds,
    gradient: gradient.flat(),
    lastHidden,
    residualMean: (gamma(roundings) / N) * e.reduce((sum, [total]) => sum + total!, 0),
    loss: (gamma(2 * roundings + e.length * e[0]!.length) * squares) / (2 * N),
  };
}
