import type { StoredCertificate } from '../support/claimOf.js';
import { exactKinkMinimum } from './exactKinkMinimum.js';
import { exactRank } from './exactRank.js';
import { exactReference, type ExactProblem } from './exactReference.js';
import { hasKink } from './hasKink.js';
import type { Problem } from './Problem.js';
import { Rational } from './Rational.js';
import { solveRational } from './solveRational.js';

type Vector = readonly Rational[];

const { zero, one } = Rational;
const exact = (x: number): Rational => Rational.from(x);
const dot = (a: Vector, b: Vector): Rational => a.reduce((sum, x, k) => sum.plus(x.times(b[k]!)), zero);
const atMost = (a: Rational, b: Rational): boolean => a.minus(b).sign() <= 0;

/**
 * local-minimum and kink-minimum: the least-squares minimum with the kinks `onKink` held, as (unit, sample), in the weights w_i W̄_i: its distance,
 * its signs, its loss, and that it is a local minimum. Where there are several of these minima, the nearest. `second` is the spurious one's witness.
 */
export function falseInMinimum(
  problem: Problem,
  { claim, radius, lossLower, lossUpper, spurious }: StoredCertificate['statement'],
  onKink: readonly (readonly number[])[],
  second: Problem | undefined,
): string {
  const { U, lastHidden } = exactReference(problem);
  const [hidden, output] = [problem.layers[0]!, problem.layers[1]!];
  const outgoing = output.weights[0]!.map(exact);
  const rows = problem.inputs.map((row) => [...row.map(exact), ...(hidden.bias === undefined ? [] : [one])]);
  const width = rows[0]!.length;
  const held = outgoing.map((_, i) => new Set(onKink.filter(([unit]) => unit === i).map(([, n]) => n!)));
  const dead = held.map((samples) => samples.size >= width);
  // Unknown are w_i W̄_i of the units that live, and the output bias; a unit without output weight has none.
  const units = outgoing.flatMap((w, i) => (w.sign() === 0 || dead[i]! ? [] : [i]));
  const bias = output.bias === undefined ? [] : [exact(output.bias[0]!)];
  const own = (i: number): Rational[] => [...hidden.weights[i]!, ...(hidden.bias === undefined ? [] : [hidden.bias[i]!])].map(exact);
  const start = [...units.flatMap((i) => own(i).map((x) => x.times(outgoing[i]!))), ...bias];
  const features = rows.map((_, n) => [
    ...units.flatMap((i) => rows[0]!.map((__, k) => (held[i]!.has(n) ? zero : lastHidden[i * width + k]![n]!))),
    ...bias.map(() => one),
  ]);
  const constraints = units.flatMap((i, p) =>
    [...held[i]!].map((n) => start.map((_, k) => (Math.floor(k / width) === p ? rows[n]![k - p * width]! : zero))),
  );
  const targets = problem.targets.map(([y]) => exact(y!));
  const column = (k: number): Rational[] => features.map((row) => row[k]!);
  const kkt = [
    ...start.map((_, p) => [...start.map((__, q) => dot(column(p), column(q))), ...constraints.map((row) => row[p]!)]),
    ...constraints.map((row) => [...row, ...constraints.map(() => zero)]),
  ];
  const right = [...start.map((_, k) => dot(column(k), targets)), ...constraints.map(() => zero)];
  const solution = solveRational(kkt, right).solution.slice(0, start.length);
  const unique = start.length === 0 || exactRank([...features, ...constraints]) === start.length;
  const end = unique ? solution : nearest([...features, ...constraints], solution, start);

  const moves = end.map((x, k) => x.minus(start[k]!));
  for (const i of outgoing.keys()) if (dead[i]!) moves.push(...own(i).map((x) => x.times(outgoing[i]!)));
  if (!atMost(dot(moves, moves), exact(radius!).times(exact(radius!)))) return unique ? 'radius' : 'open';
  const point = pointAt(problem, (i) => {
    const p = units.indexOf(i);
    if (dead[i]!) return own(i).map(() => zero);
    return p < 0 ? own(i) : end.slice(p * width, (p + 1) * width).map((x) => x.over(outgoing[i]!));
  }, bias.map(() => end.at(-1)!)); // prettier-ignore
  const there = exactReference(point);
  const kinks = rows.flatMap((_, n) => outgoing.flatMap((w, i) => (w.sign() !== 0 && hasKink(problem, 1, n, i) ? [{ n, i }] : [])));
  // The pattern that the equations were made of has to be that of their solution.
  const kept = kinks.every(({ n, i }) => dead[i]! || there.U[1]![n]![i]!.sign() === (held[i]!.has(n) ? 0 : U[1]![n]![i]!.sign()));
  // Another of several minima may keep it.
  if (!kept) return unique ? 'a sign changes' : 'open';
  const two = Rational.of(BigInt(2 * rows.length));
  const within = atMost(exact(lossLower!).times(two), there.sse) && atMost(there.sse, exact(lossUpper!).times(two));
  if (!within) return 'the loss';
  if (!exactKinkMinimum(point)) return 'it is no minimum';
  const on = kinks.filter(({ n, i }) => there.U[1]![n]![i]!.sign() === 0);
  if (claim === 'local-minimum' ? on.length > 0 : !on.some(({ n }) => there.residual[n]![0]!.sign() !== 0))
    return 'whether it is differentiable';
  if (spurious === null) return '';
  const lower = spurious.lossUpper < lossLower! && atMost(exactReference(second!).sse, exact(spurious.lossUpper).times(two));
  return lower ? '' : 'the second point';
}

/** Of all z with the same products with `rows` as `some`, the one nearest to `start`. */
function nearest(rows: readonly Vector[], some: Vector, start: Vector): Rational[] {
  const { solution } = solveRational(
    rows.map((a) => rows.map((b) => dot(a, b))),
    rows.map((row) => dot(row, some).minus(dot(row, start))),
  );
  return start.map((x, k) =>
    dot(
      solution,
      rows.map((row) => row[k]!),
    ).plus(x),
  );
}

function pointAt(problem: Problem, unit: (i: number) => Rational[], bias: Rational[]): ExactProblem {
  const [hidden, output] = [problem.layers[0]!, problem.layers[1]!];
  const rows = hidden.weights.map((_, i) => unit(i));
  return {
    ...problem,
    layers: [
      hidden.bias === undefined
        ? { weights: rows }
        : { weights: rows.map((row) => row.slice(0, -1)), bias: rows.map((row) => row.at(-1)!) },
      bias.length === 0 ? { weights: output.weights } : { weights: output.weights, bias },
    ],
  };
}
