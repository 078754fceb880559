import type { ExactProblem } from './exactReference.js';
import { exactReference } from './exactReference.js';
import { Rational } from './Rational.js';

type Vector = readonly Rational[];

const exact = (x: number | Rational): Rational => (typeof x === 'number' ? Rational.from(x) : x);
const dot = (a: Vector, b: Vector): Rational => a.reduce((sum, x, k) => sum.plus(x.times(b[k]!)), Rational.zero);
const isZero = (a: Vector): boolean => a.every((x) => x.sign() === 0);
const scaled = (a: Vector, c: Rational): Vector => a.map((x) => x.times(c));
const added = (a: Vector, b: Vector): Vector => a.map((x, k) => x.plus(b[k]!));
const half = Rational.of(1n, 2n);

/**
 * Is a point of a network with one hidden layer and one output a local minimum of the loss? Decided in exact fractions by enumerating the
 * arrangement of its kinks, without multipliers: near θ the loss is ½ Σ e² + Σ_i h_i(δ_i) + ½ ‖change of v‖² in the absorbed weights, so
 * every h_i, which is linear on each cell, must be ≥ 0 on all rays and vanish on the common null space; the output bias needs Σ e = 0; and
 * for a unit without output weight Σ_n e_n ψ_n(w · x̄_n) must vanish for all w near its own.
 */
export function exactKinkMinimum(problem: ExactProblem): boolean {
  const { U, residual } = exactReference(problem);
  const [hidden, output] = [problem.layers[0]!, problem.layers[1]!];
  const e = residual.map(([value]) => value!);
  const inputs = problem.inputs.map((row) => [...row.map(exact), ...(hidden.bias === undefined ? [] : [Rational.one])]);
  const slope = exact(problem.slopes[0]!);
  if (output.bias !== undefined && e.reduce((sum, x) => sum.plus(x), Rational.zero).sign() !== 0) return false;
  return hidden.weights.every((_, i) => {
    const weight = exact(output.weights[0]![i]!);
    const sign = weight.sign() < 0 ? Rational.of(-1n) : Rational.one;
    let force: Vector = inputs[0]!.map(() => Rational.zero);
    const kinks: { x: Vector; above: Rational; below: Rational }[] = [];
    for (const [n, x] of inputs.entries()) {
      const pull = e[n]!.times(sign).times(exact(problem.masks?.[0]?.[n]?.[i] ?? 1));
      const side = U[1]![n]![i]!.sign();
      if (side !== 0) force = added(force, scaled(x, side > 0 ? pull : pull.times(slope)));
      else if (!isZero(x)) kinks.push({ x, above: pull, below: pull.times(slope) });
    }
    const h = (delta: Vector): Rational =>
      kinks.reduce(
        (sum, { x, above, below }) => {
          const t = dot(x, delta);
          return sum.plus(t.times(t.sign() > 0 ? above : below));
        },
        dot(force, delta),
      );
    const rays = raysOf(
      kinks.map(({ x }) => x),
      force.length,
    );
    if (weight.sign() === 0) {
      // h vanishes identically where its kinks cancel, parallel ones together, and what is linear in it too: both at random points.
      const probes = [...rays.inner, ...rays.flat];
      return probes.every((delta) => h(delta).sign() === 0 && h(scaled(delta, Rational.of(-1n))).sign() === 0) && cancels(kinks, force);
    }
    return (
      rays.flat.every((delta) => dot(force, delta).sign() === 0) &&
      rays.inner.every((delta) => h(delta).sign() >= 0 && h(scaled(delta, Rational.of(-1n))).sign() >= 0)
    );
  });
}

/** Kinks of parallel x̄ have jumps that cancel, and the linear part, with every kink at the mean of its slopes, is 0. */
function cancels(kinks: readonly { x: Vector; above: Rational; below: Rational }[], force: Vector): boolean {
  let linear = force;
  const groups: { x: Vector; jump: Rational }[] = [];
  for (const { x, above, below } of kinks) {
    linear = added(linear, scaled(x, above.plus(below).times(half)));
    const jump = above.minus(below);
    const group = groups.find((other) => nullSpace([other.x, x], x.length).length === x.length - 1);
    if (group === undefined) groups.push({ x, jump });
    else {
      const k = group.x.findIndex((value) => value.sign() !== 0);
      const ratio = x[k]!.over(group.x[k]!);
      group.jump = group.jump.plus(jump.times(ratio.sign() < 0 ? Rational.zero.minus(ratio) : ratio));
    }
  }
  return isZero(linear) && groups.every(({ jump }) => jump.sign() === 0);
}

/** The rays of the arrangement {x⊥} within the span of the x, one of each pair ±r; and a basis of what is orthogonal to all x. */
function raysOf(normals: readonly Vector[], size: number): { inner: Vector[]; flat: Vector[] } {
  const flat = nullSpace(normals, size);
  const rank = size - flat.length;
  const inner: Vector[] = [];
  const choose = (from: number, chosen: readonly Vector[]): void => {
    if (chosen.length === rank - 1) {
      const found = nullSpace([...chosen, ...flat], size);
      if (found.length === 1) inner.push(found[0]!);
      return;
    }
    for (let k = from; k < normals.length; k++) choose(k + 1, [...chosen, normals[k]!]);
  };
  if (rank > 0) choose(0, []);
  return { inner, flat };
}

/** A basis of {z : row · z = 0 for all rows}, by Gauss–Jordan elimination. */
function nullSpace(rows: readonly Vector[], size: number): Vector[] {
  const matrix = rows.map((row) => [...row]);
  const pivots: number[] = [];
  for (let column = 0; column < size && pivots.length < matrix.length; column++) {
    const at = pivots.length;
    const pivot = matrix.findIndex((row, k) => k >= at && row[column]!.sign() !== 0);
    if (pivot < 0) continue;
    [matrix[at], matrix[pivot]] = [matrix[pivot]!, matrix[at]!];
    const inverse = Rational.one.over(matrix[at][column]!);
    matrix[at] = matrix[at].map((x) => x.times(inverse));
    for (const [k, row] of matrix.entries()) {
      if (k === at || row[column]!.sign() === 0) continue;
      const factor = row[column]!;
      matrix[k] = row.map((x, j) => x.minus(factor.times(matrix[at]![j]!)));
    }
    pivots.push(column);
  }
  const free = Array.from({ length: size }, (_, j) => j).filter((j) => !pivots.includes(j));
  return free.map((j) =>
    Array.from({ length: size }, (_, k) => {
      if (k === j) return Rational.one;
      const row = pivots.indexOf(k);
      return row < 0 ? Rational.zero : Rational.zero.minus(matrix[row]![j]!);
    }),
  );
}
