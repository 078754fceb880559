import { problemOf, type StoredCertificate } from '../support/claimOf.js';
import { exactKinkMinimum } from './exactKinkMinimum.js';
import { exactReference, type ExactProblem } from './exactReference.js';
import { Rational } from './Rational.js';

const { zero, one } = Rational;
const dot = (a: readonly Rational[], b: readonly Rational[]): Rational => a.reduce((sum, x, k) => sum.plus(x.times(b[k]!)), zero);
const exact = (x: number | Rational): Rational => (typeof x === 'number' ? Rational.from(x) : x);
const squares = (a: readonly Rational[]): Rational => dot(a, a);
const atMost = (a: Rational, b: Rational): boolean => a.minus(b).sign() <= 0;

/**
 * Whether what a certificate claims is true, in exact fractions and without bounds of any kind: for networks with one hidden layer. False too
 * where the claim would need another point than the nearest solution of the pattern's equations.
 */
export function exactStatement(certificate: StoredCertificate): boolean {
  const { claim } = certificate.statement;
  return claim.endsWith('minimum') ? minimumHolds(certificate) : rankHolds(certificate);
}

/** x̄_n, and for which i, n the unit has a kink. */
function kinksOf(problem: ExactProblem): { rows: Rational[][]; kink: (n: number, i: number) => boolean } {
  const bias = problem.layers[0]!.bias !== undefined;
  const rows = problem.inputs.map((row) => [...row.map(exact), ...(bias ? [one] : [])]);
  const slope = exact(problem.slopes[0]!);
  const kink = (n: number, i: number): boolean =>
    exact(problem.masks?.[0]?.[n]?.[i] ?? 1).sign() !== 0 && slope.minus(one).sign() !== 0 && squares(rows[n]!).sign() !== 0;
  return { rows, kink };
}

function rankHolds(certificate: StoredCertificate): boolean {
  const { claim, sigmaMin, radius, layer } = certificate.statement;
  const problem: ExactProblem = problemOf(certificate);
  const { U, lastHidden, residual } = exactReference(problem);
  const { rows, kink } = kinksOf(problem);
  const output = problem.layers[1]!;
  const w = output.weights[0]!.map(exact);
  if (layer !== 1 || U[1]!.some((row, n) => row.some((u, i) => u.sign() === 0 && kink(n, i)))) return false;
  const width = rows[0]!.length;
  const nearby = claim === 'zero-loss-nearby';
  const used = lastHidden.filter((_, k) => !nearby || w[Math.floor(k / width)]!.sign() !== 0);
  const g = [...used, ...(output.bias === undefined ? [] : [rows.map(() => one)])];
  const columns = rows.map((_, n) => g.map((row) => row[n]!));
  const gram = columns.map((left) => columns.map((right) => dot(left, right)));
  const sigmaSquared = exact(sigmaMin!).times(exact(sigmaMin!));
  if (!isSemidefinite(gram.map((row, m) => row.map((x, n) => (m === n ? x.minus(sigmaSquared) : x))))) return false;
  const z = solve(
    gram,
    residual.map(([e]) => zero.minus(e!)),
  );
  if (z === undefined) return false;
  if (!nearby) return true;
  const delta = g.map((row) => dot(row, z));
  if (!atMost(squares(delta), exact(radius!).times(exact(radius!)))) return false;
  const moving = w.map((_, i) => i).filter((i) => w[i]!.sign() !== 0);
  return moving.every((i, k) =>
    rows.every((x, n) => {
      const moved = U[1]![n]![i]!.times(w[i]!).plus(dot(delta.slice(k * width, (k + 1) * width), x));
      return !kink(n, i) || moved.sign() === U[1]![n]![i]!.sign() * w[i]!.sign();
    }),
  );
}

function minimumHolds(certificate: StoredCertificate): boolean {
  const { claim, radius, lossLower, lossUpper, spurious } = certificate.statement;
  const problem: ExactProblem = problemOf(certificate);
  const { U, lastHidden } = exactReference(problem);
  const { rows, kink } = kinksOf(problem);
  const [hidden, output] = [problem.layers[0]!, problem.layers[1]!];
  const w = output.weights[0]!.map(exact);
  const width = rows[0]!.length;
  const samples = rows.length;
  const zeros = (certificate.witness.onKink ?? []).map(([i, n]) => [i!, n!] as const);
  const isZero = (i: number, n: number): boolean => zeros.some(([j, m]) => j === i && m === n);
  if (w.some((x) => x.sign() === 0)) return false;
  const dead = w.map((_, i) => new Set(zeros.filter(([j]) => j === i).map(([, n]) => n)).size >= width);
  const biased = output.bias !== undefined;
  // Unknown are the absorbed weights w_i·W̄_i of units that are not dead, and the output bias.
  const live = lastHidden.map((_, k) => k).filter((k) => !dead[Math.floor(k / width)]!);
  const g = [
    ...live.map((k) => lastHidden[k]!.map((x, n) => (isZero(Math.floor(k / width), n) ? zero : x))),
    ...(biased ? [rows.map(() => one)] : []),
  ];
  const constraints = [...new Set(zeros.filter(([i]) => !dead[i]).map(([i, n]) => i * samples + n))].map((code) => {
    const [i, n] = [Math.floor(code / samples), code % samples];
    return g.map((_, p) => (p < live.length && Math.floor(live[p]! / width) === i ? rows[n]![live[p]! % width]! : zero));
  });
  const matrix = [
    ...g.map((left, p) => [...g.map((right) => dot(left, right)), ...constraints.map((row) => row[p]!)]),
    ...constraints.map((row) => [...row, ...constraints.map(() => zero)]),
  ];
  const y = problem.targets.map(([value]) => exact(value!));
  const solution = solve(matrix, [...g.map((row) => dot(row, y)), ...constraints.map(() => zero)]);
  if (solution === undefined) return false;
  const given = hidden.weights.map((row, i) => [...row.map(exact), ...(hidden.bias === undefined ? [] : [exact(hidden.bias[i]!)])]);
  const moved = given.map((row, i) => row.map((_, k) => (dead[i]! ? zero : solution[live.indexOf(i * width + k)]!.over(w[i]!))));
  const shift = given.flatMap((row, i) => row.map((x, k) => moved[i]![k]!.minus(x).times(w[i]!)));
  const c = biased ? solution[live.length]! : zero;
  if (biased) shift.push(c.minus(exact(output.bias[0]!)));
  if (!atMost(squares(shift), exact(radius!).times(exact(radius!)))) return false;
  const point: ExactProblem = {
    ...problem,
    layers: [
      hidden.bias === undefined
        ? { weights: moved }
        : { weights: moved.map((row) => row.slice(0, -1)), bias: moved.map((row) => row.at(-1)!) },
      biased ? { weights: output.weights, bias: [c] } : output,
    ],
  };
  const at = exactReference(point);
  const two = Rational.of(BigInt(2 * samples));
  if (!atMost(exact(lossLower!).times(two), at.sse) || !atMost(at.sse, exact(lossUpper!).times(two))) return false;
  const kinks = rows.flatMap((_, n) => w.flatMap((__, i) => (at.U[1]![n]![i]!.sign() === 0 && kink(n, i) ? [n] : [])));
  // The pattern that the equations were made of has to be that of their solution.
  const same = rows.every((_, n) =>
    w.every((__, i) => !kink(n, i) || dead[i]! || isZero(i, n) || at.U[1]![n]![i]!.sign() === U[1]![n]![i]!.sign()),
  );
  if (!same || !exactKinkMinimum(point)) return false;
  if (claim === 'local-minimum' ? kinks.length > 0 : !kinks.some((n) => at.residual[n]![0]!.sign() !== 0)) return false;
  if (spurious === null) return true;
  const other = exactReference(problemOf(certificate, spurious.weights)).sse;
  return spurious.lossUpper < lossLower! && atMost(other, exact(spurious.lossUpper).times(two));
}

/** By Gauss and Jordan; undefined if there is not one solution. */
function solve(matrix: readonly (readonly Rational[])[], right: readonly Rational[]): Rational[] | undefined {
  const rows = matrix.map((row, k) => [...row, right[k]!]);
  for (let column = 0; column < rows.length; column++) {
    const pivot = rows.findIndex((row, k) => k >= column && row[column]!.sign() !== 0);
    if (pivot < 0) return undefined;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const own = rows[column]!;
    for (const [k, row] of rows.entries()) {
      if (k === column || row[column]!.sign() === 0) continue;
      const factor = row[column]!.over(own[column]!);
      rows[k] = row.map((x, j) => x.minus(factor.times(own[j]!)));
    }
  }
  return rows.map((row, k) => row.at(-1)!.over(row[k]!));
}

function isSemidefinite(matrix: readonly (readonly Rational[])[]): boolean {
  const rows = matrix.map((row) => [...row]);
  for (let k = 0; k < rows.length; k++) {
    const pivot = rows[k]![k]!;
    if (pivot.sign() < 0) return false;
    if (pivot.sign() === 0) {
      if (rows[k]!.slice(k + 1).some((x) => x.sign() !== 0)) return false;
      continue;
    }
    for (let i = k + 1; i < rows.length; i++) {
      const factor = rows[i]![k]!.over(pivot);
      rows[i] = rows[i]!.map((x, j) => x.minus(factor.times(rows[k]![j]!)));
    }
  }
  return true;
}
