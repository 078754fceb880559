import { expect, test } from '@jest/globals';
import { exactExistence } from '../oracle/exactExistence.js';
import { exactReference } from '../oracle/exactReference.js';
import { packParameters, withParameters } from '../oracle/parameters.js';
import type { Problem } from '../oracle/Problem.js';
import { generator } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { judge } from '../support/judge.js';

/**
 * One hidden layer, one output, near a critical point and near a kink: inputs close to one line (condition up to about 10⁶), residuals
 * orthogonal to the rows of G but for rounding, one pre-activation close to zero, and a move along the weakest direction.
 */
function nearProblem(seed: number): Problem {
  const next = generator(90_000 + seed);
  const real = (): number => 2 * next() - 1;
  const power = (low: number, high: number): number => 10 ** (low + (high - low) * next());
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const inputs = 2 + Math.floor(2 * next());
  const samples = inputs + Math.floor(4 * next());
  const units = pick([1, 1, 1, 2]);
  const spread = power(-6, 0);
  const X = Array.from({ length: samples }, () => {
    const length = 0.5 + next();
    return Array.from({ length: inputs }, () => length * (1 + spread * real()));
  });
  const shape = { inputs: X, slopes: [pick([0.5, 0.1, -1, 0])], targets: X.map(() => [0]) };
  const near = X[0]!;
  const layers = [
    {
      weights: Array.from({ length: units }, () => {
        const w = Array.from({ length: inputs }, real);
        // u of the first sample is about this.
        const u = w.reduce((sum, x, j) => sum + x * near[j]!, 0) - power(-17, -6) * pick([-1, 1]);
        const square = near.reduce((sum, x) => sum + x * x, 0);
        return w.map((x, j) => x - (u * near[j]!) / square);
      }),
      ...(next() < 0.2 ? { bias: Array.from({ length: units }, () => 0) } : {}),
    },
    {
      weights: [Array.from({ length: units }, () => pick([1, -1, 0.5]))],
      ...(next() < 0.2 ? { bias: [real()] } : {}),
    },
  ];
  const start: Problem = { ...shape, layers };
  const { residual, U } = reference(start);
  // Residuals: random ones, less their part in the rows of G, by Gram–Schmidt twice.
  const rows = layers[0]!.weights.flatMap((_, i) => {
    const slope = U[1]!.map((row) => (row[i]! >= 0 ? 1 : shape.slopes[0]!));
    const columns = X[0]!.map((_x, j) => X.map((x, n) => slope[n]! * x[j]!));
    return layers[0]!.bias === undefined ? columns : [...columns, slope];
  });
  if (layers[1]!.bias !== undefined) rows.push(X.map(() => 1));
  const basis: number[][] = [];
  const reject = (v: number[]): number[] => {
    let rest = v;
    for (let pass = 0; pass < 2; pass++) {
      for (const q of basis) {
        const part = q.reduce((sum, x, n) => sum + x * rest[n]!, 0);
        rest = rest.map((x, n) => x - part * q[n]!);
      }
    }
    return rest;
  };
  for (const row of rows) {
    const rest = reject(row);
    const length = Math.hypot(...rest);
    if (length > 1e-9) basis.push(rest.map((x) => x / length));
  }
  const scale = power(-8, 0.5) * pick([0, 1, 1, 1, 1]);
  const e = reject(X.map(() => scale * real()));
  const move = power(-16, -5) * pick([0, 1, 1]);
  const sign = pick([-1, 1]);
  return {
    ...start,
    targets: residual.map(([v], n) => [v! - e[n]!]),
    layers: [
      { ...layers[0]!, weights: layers[0]!.weights.map((w) => w.map((x, j) => x + sign * move * (j === 0 ? 1 : -1 / (inputs - 1)))) },
      layers[1]!,
    ],
  };
}

test('whether a critical point exists in the region: never against exact fractions, on 150 points near kinks', async () => {
  const counts: Record<string, number> = {};
  const wrong: Record<string, number[]> = {};
  for (let seed = 0; seed < 150; seed++) {
    const problem = nearProblem(seed);
    const report = await judge(problem);
    const { carries } = reference(problem);
    const { unique, inside, sse } = exactExistence(problem, carries[1]!);
    const { exists } = report.kinks;
    const key = `${exists}, exactly ${inside ? 'inside' : 'outside'}${unique ? '' : ' (of several)'}; ${report.verdict}`;
    counts[key] = (counts[key] ?? 0) + 1;
    const fail = (what: string): number => (wrong[what] ??= []).push(seed);
    // On a kink the report is about the region in which u counts as active.
    const sure = report.kinks.onKink === 0;
    if (sure && exists === 'no' && (inside || !unique)) fail('no, but there is one');
    if (sure && exists === 'yes' && !inside && unique) fail('yes, but there is none');
    if (report.verdict === 'local-minimum' && !(inside || !unique)) fail('local-minimum without a critical point');
    if (report.verdict === 'local-minimum' && sse.sign() === 0) fail('local-minimum with zero loss');
    if (report.descent !== null && !falls(problem, report.descent)) fail('descent that does not lower the loss');
  }
  expect(wrong).toEqual({});
  for (const exists of ['yes', 'no', 'unknown']) {
    const seen = Object.entries(counts).reduce((sum, [key, count]) => sum + (key.startsWith(exists) ? count : 0), 0);
    expect(seen).toBeGreaterThan(3);
  }
});

/** Is the loss at θ + step · direction below that at θ, in exact fractions? */
function falls(problem: Problem, { step, direction }: { step: number; direction: readonly number[] }): boolean {
  const theta = packParameters(problem);
  const here = exactReference(problem).sse;
  const there = exactReference(
    withParameters(
      problem,
      theta.map((w, p) => w + step * direction[p]!),
    ),
  ).sse;
  return there.minus(here).sign() < 0;
}
