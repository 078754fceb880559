import { expect, test } from '@jest/globals';
import type { Verdict } from '../../src/landscape/CheckReport.js';
import { exactReference } from '../oracle/exactReference.js';
import { packParameters, withParameters } from '../oracle/parameters.js';
import type { Problem } from '../oracle/Problem.js';
import { generator } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { judge } from '../support/judge.js';

/**
 * One hidden layer, one output, integers of size at most 2 (slopes and masks halves): every number is exact in float64, so Proposition 1
 * decides each differentiable point, and the verdict must be that decision.
 */
function integerProblem(seed: number): Problem {
  const next = generator(5000 + seed);
  const integer = (size: number): number => Math.floor((2 * size + 1) * next()) - size;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const [samples, inputs, units] = [1 + Math.floor(5 * next()), 1 + Math.floor(3 * next()), 1 + Math.floor(3 * next())];
  const table = (rows: number, columns: number, entry: () => number): number[][] =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, entry));
  const list = (length: number): number[] => Array.from({ length }, () => integer(2));
  // Output weights that are all 0 make saddles common.
  const silent = next() < 0.25;
  const problem: Problem = {
    inputs: table(samples, inputs, () => integer(2)),
    targets: table(samples, 1, () => 0),
    slopes: [pick([0, 0.5, 1, -1])],
    layers: [
      { weights: table(units, inputs, () => integer(2)), ...(next() < 0.5 ? { bias: list(units) } : {}) },
      { weights: [silent ? new Array<number>(units).fill(0) : list(units)], ...(next() < 0.3 ? { bias: list(1) } : {}) },
    ],
    ...(next() < 0.3 ? { masks: [table(samples, units, () => pick([0, 0.5, 1, 2]))] } : {}),
  };
  // Residuals of few values: critical points are then common.
  const size = pick([0, 1, 1, 1]);
  const { residual } = reference(problem);
  return { ...problem, targets: residual.map(([v]) => [v! - integer(size)]) };
}

/** What is true of the point; several where a kink leaves more than one honest answer. */
function truth(problem: Problem): readonly Verdict[] {
  const { carries, U } = reference(problem);
  const exact = exactReference(problem);
  const zero = exact.residual.every(([e]) => e!.sign() === 0);
  const onKink = carries.some((layer, l) => layer.some((row, n) => row.some((kink, i) => kink && U[l]![n]![i] === 0)));
  if (onKink) return zero ? ['kink-minimum'] : ['kink-minimum', 'kink', 'not-critical'];
  if (zero) return ['zero-loss-minimum'];
  if (exact.gradientTimesN.some((g) => g.sign() !== 0)) return ['not-critical'];
  const output = problem.layers[1]!.bias !== undefined && exact.residualSum.sign() !== 0;
  return output || exact.lastHiddenTimesResidual.some((g) => g.sign() !== 0) ? ['saddle'] : ['local-minimum'];
}

/** Does the loss fall somewhere among random points this near? A point found below is a proof; none found is not. */
function fallsNearby(problem: Problem, seed: number): boolean {
  const next = generator(seed);
  const theta = packParameters(problem);
  const { loss } = reference(problem);
  if (loss === 0) return false;
  for (let trial = 0; trial < 50; trial++) {
    const size = 10 ** (-1 - 4 * next());
    const move = theta.map(() => (next() < 0.5 ? 0 : size * (2 * next() - 1)));
    if (
      reference(
        withParameters(
          problem,
          theta.map((w, p) => w + move[p]!),
        ),
      ).loss <
      loss * (1 - 1e-13)
    )
      return true;
  }
  return false;
}

test('every verdict on 2000 integer networks is the exact one', async () => {
  const counts: Partial<Record<Verdict, number>> = {};
  // What went wrong, with the seeds it went wrong for.
  const wrong: Record<string, number[]> = {};
  for (let seed = 0; seed < 2000; seed++) {
    const problem = integerProblem(seed);
    const expected = truth(problem);
    const { verdict } = await judge(problem);
    counts[verdict] = (counts[verdict] ?? 0) + 1;
    if (!expected.includes(verdict)) (wrong[`${verdict}, but it is ${expected.join(' or ')}`] ??= []).push(seed);
    // A minimum on a kink is claimed: nothing near may lie below.
    else if (verdict === 'kink-minimum' && fallsNearby(problem, seed)) (wrong['kink-minimum, but the loss falls nearby'] ??= []).push(seed);
  }
  expect(wrong).toEqual({});
  for (const verdict of ['zero-loss-minimum', 'local-minimum', 'kink-minimum', 'saddle', 'not-critical'] as const) {
    expect(counts[verdict]).toBeGreaterThan(4);
  }
});
