import { exactKinkMinimum } from './exactKinkMinimum.js';
import { exactRank } from './exactRank.js';
import { exactReference, type ExactProblem } from './exactReference.js';
import { falseInRegion } from './exactRegion.js';
import type { Problem } from './Problem.js';
import { Rational } from './Rational.js';
import { solveRational } from './solveRational.js';

export interface StatedNumbers {
  readonly sigmaMin?: number;
  readonly radius?: number;
  readonly layer?: number;
  readonly lossLower?: number;
  readonly lossUpper?: number;
}

const exact = (x: number): Rational => Rational.from(x);
const size = (x: Rational): Rational => (x.sign() < 0 ? Rational.zero.minus(x) : x);
const dot = (a: readonly Rational[], b: readonly Rational[]): Rational => a.reduce((sum, x, k) => sum.plus(x.times(b[k]!)), Rational.zero);
const atMost = (a: Rational, b: Rational): boolean => b.minus(a).sign() >= 0;
const half = Rational.of(1n, 2n);

/**
 * What is false about a claim on a network with one output, decided in exact fractions without any bound; nothing if it is true. Minima: with
 * one hidden layer. `onKink` are the (unit, sample) that a kink-minimum is to be on.
 */
export function falseIn(claim: string, problem: Problem, numbers: StatedNumbers, onKink: readonly (readonly [number, number])[]): string {
  if (!claim.endsWith('minimum')) return falseInRegion(claim, problem, numbers);
  const reference = exactReference(problem);
  const hasKink = (n: number, i: number): boolean =>
    problem.slopes[0] !== 1 &&
    problem.masks?.[0]?.[n]?.[i] !== 0 &&
    (problem.layers[0]!.bias !== undefined || problem.inputs[n]!.some((x) => x !== 0));
  const isOnKink = new Set(onKink.map(([i, n]) => `${String(i)} ${String(n)}`));
  for (const [n, row] of reference.U[1]!.entries())
    for (const [i, u] of row.entries())
      if (hasKink(n, i) && u.sign() === 0 && !isOnKink.has(`${String(i)} ${String(n)}`)) return 'a sign that is not stated is 0';
  return falseMinimum(problem, numbers, isOnKink, hasKink);
}

const input = (problem: Problem, n: number): Rational[] => [
  ...problem.inputs[n]!.map(exact),
  ...(problem.layers[0]!.bias === undefined ? [] : [Rational.one]),
];

/** Of all z with the same products with `rows` as `step` the shortest. */
function nearest(rows: readonly (readonly Rational[])[], step: readonly Rational[]): Rational[] {
  const { solution } = solveRational(
    rows.map((a) => rows.map((b) => dot(a, b))),
    rows.map((row) => dot(row, step)),
  );
  return step.map((_, p) =>
    dot(
      solution,
      rows.map((row) => row[p]!),
    ),
  );
}

/** The least-squares minimum with the kinks held, in the weights W_i = |w_i| w̄_i: its distance, its signs, its loss, and that it is one. */
function falseMinimum(
  problem: Problem,
  { radius, lossLower, lossUpper }: StatedNumbers,
  isOnKink: ReadonlySet<string>,
  hasKink: (n: number, i: number) => boolean,
): string {
  const { U, residual } = exactReference(problem);
  const [hidden, output] = [problem.layers[0]!, problem.layers[1]!];
  const outgoing = output.weights[0]!.map(exact);
  const units = outgoing.flatMap((w, i) => (w.sign() === 0 ? [] : [i]));
  const held = (i: number, n: number): boolean => isOnKink.has(`${String(i)} ${String(n)}`);
  const own = (i: number): Rational[] =>
    [...hidden.weights[i]!, ...(hidden.bias === undefined ? [] : [hidden.bias[i]!])].map((w) => exact(w).times(size(outgoing[i]!)));
  const start = units.flatMap(own);
  const columns = input(problem, 0).length;
  // Rows of ∂v/∂W without the kinks, and e there: kinks count as 0 at the solution.
  const slope = (i: number, n: number): Rational => {
    if (held(i, n)) return Rational.zero;
    const mask = exact(problem.masks?.[0]?.[n]?.[i] ?? 1);
    const a = U[1]![n]![i]!.sign() >= 0 ? mask : mask.times(exact(problem.slopes[0]!));
    return outgoing[i]!.sign() < 0 ? Rational.zero.minus(a) : a;
  };
  const bias = output.bias === undefined ? [] : [Rational.one];
  const features = problem.inputs.map((_, n) => [...units.flatMap((i) => input(problem, n).map((x) => x.times(slope(i, n)))), ...bias]);
  const at = [...start, ...bias.map(() => exact(output.bias![0]!))];
  const e = features.map((row, n) => dot(row, at).minus(exact(problem.targets[n]![0]!)));
  const constraints = units.flatMap((i, k) =>
    problem.inputs.flatMap((_, n) => {
      if (!held(i, n)) return [];
      const row = at.map(() => Rational.zero);
      input(problem, n).forEach((x, j) => (row[k * columns + j] = x));
      return [row];
    }),
  );
  const targets = problem.targets.map(([y]) => exact(y!));
  const column = (p: number): Rational[] => features.map((row) => row[p]!);
  const kkt = [
    ...at.map((_, p) => [...at.map((__, q) => dot(column(p), column(q))), ...constraints.map((row) => row[p]!)]),
    ...constraints.map((row) => [...row, ...constraints.map(() => Rational.zero)]),
  ];
  // Of several minima the nearest; the only one does not depend on the weights.
  const unique = exactRank([...features, ...constraints]) === at.length;
  const right = [
    ...at.map((_, p) => (unique ? dot(column(p), targets) : Rational.zero.minus(dot(column(p), e)))),
    ...constraints.map((row) => (unique ? Rational.zero : Rational.zero.minus(dot(row, at)))),
  ];
  const solution = solveRational(kkt, right).solution.slice(0, at.length);
  const end = unique ? solution : nearest([...features, ...constraints], solution).map((x, p) => x.plus(at[p]!));
  const delta = end.map((x, p) => x.minus(at[p]!));
  if (!atMost(dot(delta, delta), exact(radius!).times(exact(radius!)))) return 'radius';
  // The same function with output weights of −1, 0 and 1.
  const weights: Rational[][] = hidden.weights.map((row) => row.map(exact));
  const biases: Rational[] | undefined = hidden.bias?.map(exact);
  units.forEach((i, k) => {
    const part = end.slice(k * columns, (k + 1) * columns);
    weights[i] = part.slice(0, hidden.weights[i]!.length);
    if (biases !== undefined) biases[i] = part.at(-1)!;
  });
  const signs = outgoing.map((w) => Rational.of(BigInt(w.sign())));
  const point: ExactProblem = {
    ...problem,
    layers: [
      { weights, ...(biases === undefined ? {} : { bias: biases }) },
      { weights: [signs], ...(output.bias === undefined ? {} : { bias: [end.at(-1)!] }) },
    ],
  };
  const there = exactReference(point);
  for (const [n, row] of there.U[1]!.entries())
    for (const [i, u] of row.entries())
      if (hasKink(n, i) && outgoing[i]!.sign() !== 0 && u.sign() !== (held(i, n) ? 0 : U[1]![n]![i]!.sign()))
        // Another of several minima may keep it, which fractions alone do not tell.
        return unique ? 'a sign changes' : '';
  const loss = there.sse.times(half).over(exact(residual.length));
  if (!atMost(exact(lossLower!), loss) || !atMost(loss, exact(lossUpper!))) return 'the loss';
  return exactKinkMinimum(point) ? '' : 'it is no minimum';
}
