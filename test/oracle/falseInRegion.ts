import { exactRank } from './exactRank.js';
import { exactReference, type ExactProblem } from './exactReference.js';
import { hasKink } from './hasKink.js';
import type { Problem } from './Problem.js';
import { Rational } from './Rational.js';
import { solveRational } from './solveRational.js';

const exact = (x: number | Rational): Rational => (typeof x === 'number' ? Rational.from(x) : x);
const dot = (a: readonly Rational[], b: readonly Rational[]): Rational => a.reduce((sum, x, k) => sum.plus(x.times(b[k]!)), Rational.zero);
const negative = (x: Rational): Rational => Rational.zero.minus(x);
const column = (matrix: readonly (readonly Rational[])[], n: number): Rational[] => matrix.map((row) => row[n]!);

/** Newton's steps at most: each doubles the digits. */
const STEPS = 12;
/** Steps are rounded to multiples of 2^−BITS, and residuals below that are zero: far below what a certificate's radius is. */
const BITS = 300n;

/**
 * What is false about `full-rank` or `zero-loss-nearby` on a network with one output, in exact fractions and without any bound; nothing if it is
 * true. That all layers together reach zero loss is seen by going there, to ninety digits.
 */
export function falseInRegion(
  claim: string,
  problem: Problem,
  { sigmaMin, radius, layer }: { readonly sigmaMin?: number; readonly radius?: number; readonly layer?: number },
): string {
  const reference = exactReference(problem);
  const { U, lastHidden, residual, jacobian } = reference;
  const last = problem.layers.length - 1;
  if (U.slice(1, -1).some((rows, l) => rows.some((row, n) => row.some((u, i) => u.sign() === 0 && hasKink(problem, l + 1, n, i)))))
    return 'a sign is 0';
  const ones = problem.layers[last]!.bias === undefined ? [] : [problem.inputs.map(() => Rational.one)];
  if (claim === 'full-rank') {
    const matrix = [...lastHidden, ...ones];
    if (layer !== last) return 'layer';
    if (exactRank(matrix) !== problem.inputs.length) return 'the rank';
    return isAtLeast(matrix, sigmaMin!) ? '' : 'sigmaMin';
  }
  if (layer === 0) return isAtLeast(jacobian, sigmaMin!) ? falseAfterNewton(problem, radius!) : 'sigmaMin';
  if (layer !== last) return 'layer';
  const outgoing = problem.layers[last]!.weights[0]!.map(exact);
  const columns = lastHidden.length / outgoing.length;
  const places = lastHidden.flatMap((_, row) => (outgoing[Math.floor(row / columns)]!.sign() === 0 ? [] : [row]));
  const matrix = [...places.map((row) => lastHidden[row]!), ...ones];
  if (!isAtLeast(matrix, sigmaMin!)) return 'sigmaMin';
  // The nearest zero of the affine residual.
  const delta = smallestStep(matrix, column(residual, 0));
  if (!isWithin(delta, radius!)) return 'radius';
  const moved = new Map(places.map((row, k) => [row, delta[k]!]));
  const input = inputsOf(problem, U, last);
  const keeps = U[last]!.every((row, n) =>
    row.every((u, i) => {
      const w = outgoing[i]!;
      if (!hasKink(problem, last, n, i) || w.sign() === 0) return true;
      const change = dot(
        input[n]!,
        input[n]!.map((_, j) => moved.get(i * columns + j)!),
      );
      return u.plus(change.over(w)).sign() === u.sign();
    }),
  );
  return keeps ? '' : 'a sign changes';
}

/** V̄_{l−1}. */
function inputsOf(problem: Problem, U: readonly Rational[][][], l: number): Rational[][] {
  const values =
    l === 1
      ? problem.inputs.map((row) => row.map(exact))
      : U[l - 1]!.map((row, n) =>
          row.map((u, i) => {
            const active = u.times(exact(problem.masks?.[l - 2]?.[n]?.[i] ?? 1));
            return u.sign() < 0 ? active.times(exact(problem.slopes[l - 2]!)) : active;
          }),
        );
  return problem.layers[l - 1]!.bias === undefined ? values : values.map((row) => [...row, Rational.one]);
}

const isWithin = (delta: readonly Rational[], radius: number): boolean =>
  exact(radius).times(exact(radius)).minus(dot(delta, delta)).sign() >= 0;

/** The shortest δ with Mᵀδ = −e. */
function smallestStep(matrix: readonly (readonly Rational[])[], e: readonly Rational[]): Rational[] {
  const samples = e.map((_, n) => column(matrix, n));
  const { solution } = solveRational(
    samples.map((a) => samples.map((b) => dot(a, b))),
    e,
  );
  return matrix.map((row) => negative(dot(row, solution)));
}

function falseAfterNewton(problem: Problem, radius: number): string {
  const start = parametersOf(problem);
  let at = start;
  for (let step = 0; step <= STEPS; step++) {
    const { U, residual, sse, jacobian } = exactReference(withParameters(problem, at));
    if (sse.minus(Rational.of(1n, 1n << (2n * BITS - 20n))).sign() < 0) {
      const moved = at.map((x, p) => x.minus(start[p]!));
      if (!isWithin(moved, radius)) return 'radius';
      const own = exactReference(problem).U;
      const kept = U.slice(1, -1).every((rows, l) =>
        rows.every((row, n) => row.every((u, i) => !hasKink(problem, l + 1, n, i) || u.sign() === own[l + 1]![n]![i]!.sign())),
      );
      return kept ? '' : 'a sign changes';
    }
    at = smallestStep(jacobian, column(residual, 0)).map((x, p) => rounded(at[p]!.plus(x)));
  }
  return 'no zero is near';
}

const rounded = (x: Rational): Rational => Rational.of((x.numerator << BITS) / x.denominator, 1n << BITS);

/** Row by row, layer by layer, the bias at the end of its row: the order of the Jacobian. */
const parametersOf = ({ layers }: Problem): Rational[] =>
  layers.flatMap(({ weights, bias }) => weights.flatMap((row, i) => [...row, ...(bias === undefined ? [] : [bias[i]!])].map(exact)));

function withParameters(problem: Problem, parameters: readonly Rational[]): ExactProblem {
  let next = 0;
  const layers = problem.layers.map(({ weights, bias }) => {
    const rows = weights.map((row) => parameters.slice(next, (next += row.length + Number(bias !== undefined))));
    return bias === undefined ? { weights: rows } : { weights: rows.map((row) => row.slice(0, -1)), bias: rows.map((row) => row.at(-1)!) };
  });
  return { ...problem, layers };
}

/** Whether MᵀM − σ²I is positive definite, by the pivots of its elimination. */
function isAtLeast(matrix: readonly (readonly Rational[])[], sigma: number): boolean {
  const samples = matrix[0]!.map((_, n) => column(matrix, n));
  const shift = exact(sigma).times(exact(sigma));
  const k = samples.map((a, i) => samples.map((b, j) => (i === j ? dot(a, b).minus(shift) : dot(a, b))));
  for (let p = 0; p < k.length; p++) {
    if (k[p]![p]!.sign() <= 0) return false;
    for (let i = p + 1; i < k.length; i++) {
      const factor = k[i]![p]!.over(k[p]![p]!);
      for (let j = p; j < k.length; j++) k[i]![j] = k[i]![j]!.minus(factor.times(k[p]![j]!));
    }
  }
  return true;
}
