import { exactReference, type ExactReference } from './exactReference.js';
import type { Problem } from './Problem.js';
import { Rational } from './Rational.js';
import { solveRational } from './solveRational.js';

export interface ExactExistence {
  /** Is the minimiser of the region's loss unique (but for weights that no sample feels)? */
  readonly unique: boolean;
  /** Does the minimiser, of those the one of smallest norm, keep every sign that carries a kink? A sign that becomes zero is not kept. */
  readonly inside: boolean;
  /** Σe² there. */
  readonly sse: Rational;
}

/**
 * One hidden layer, one output: where in exact fractions the minimiser of the region's convex quadratic lies, in the absorbed weights of
 * the units whose output weight is not 0, and the output bias. `carries[n][i]` tells the triples that carry a kink.
 */
export function exactExistence(problem: Problem, carries: readonly (readonly boolean[])[]): ExactExistence {
  const exact = exactReference(problem);
  const { rows, places } = movingRows(problem, exact);
  const e = exact.residual.map((row) => row[0]!);
  const products = rows.map((a) => rows.map((b) => dot(a, b)));
  const force = rows.map((row) => dot(row, e).times(Rational.of(-1n)));
  const direct = solveRational(products, force);
  let d = direct.solution;
  if (!direct.unique) {
    // d = M z with M Mᵀ M z = −M e is the solution of smallest norm.
    const samples = e.map((_, n) => rows.map((row) => row[n]!));
    const { solution: z } = solveRational(
      products.map((row) => samples.map((sample) => dot(row, sample))),
      force,
    );
    d = rows.map((row) => dot(row, z));
  }
  const residual = e.map((value, n) =>
    value.plus(
      dot(
        rows.map((row) => row[n]!),
        d,
      ),
    ),
  );
  const bias = problem.layers[0]!.bias !== undefined;
  const inside = exact.U[1]!.every((row, n) =>
    row.every((u, i) => {
      if (!carries[n]![i]) return true;
      const input = [...problem.inputs[n]!, ...(bias ? [1] : [])].map((x) => Rational.from(x));
      const weight = Rational.from(problem.layers[1]!.weights[0]![i]!);
      let moved = Rational.zero;
      places.forEach(([unit, column], k) => {
        if (unit === i) moved = moved.plus(d[k]!.times(input[column]!));
      });
      return u.sign() !== 0 && (weight.sign() === 0 ? u : u.plus(moved.over(weight))).sign() === u.sign();
    }),
  );
  return { unique: direct.unique, inside, sse: residual.reduce((sum, x) => sum.plus(x.times(x)), Rational.zero) };
}

/** The rows of Ḡ that are not zero and belong to units with an output weight; `places` says which unit and input, none for the ones. */
function movingRows(problem: Problem, exact: ExactReference): { rows: Rational[][]; places: (readonly [number, number])[] } {
  const columns = problem.inputs[0]!.length + Number(problem.layers[0]!.bias !== undefined);
  const rows: Rational[][] = [];
  const places: (readonly [number, number])[] = [];
  exact.lastHidden.forEach((row, k) => {
    const unit = Math.floor(k / columns);
    if (problem.layers[1]!.weights[0]![unit] === 0 || row.every((x) => x.sign() === 0)) return;
    rows.push(row);
    places.push([unit, k % columns]);
  });
  if (problem.layers[1]!.bias !== undefined) {
    rows.push(problem.inputs.map(() => Rational.one));
    places.push([-1, 0]);
  }
  return { rows, places };
}

const dot = (a: readonly Rational[], b: readonly Rational[]): Rational => a.reduce((sum, x, k) => sum.plus(x.times(b[k]!)), Rational.zero);
