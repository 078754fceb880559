import type { Problem } from '../oracle/Problem.js';
import { generator } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';

/**
 * A tiny network of one hidden layer and one output, in integers (slopes and masks halves), so that nothing is rounded; most of its points are
 * on kinks, and residuals of few values make critical ones common. Dead units and output weights that are 0 are among them.
 */
export function kinkProblem(seed: number): Problem {
  const next = generator(90_000 + seed);
  const integer = (size: number): number => Math.floor((2 * size + 1) * next()) - size;
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const [samples, inputs, units] = [1 + Math.floor(5 * next()), 1 + Math.floor(3 * next()), 1 + Math.floor(2 * next())];
  const table = (rows: number, columns: number, entry: () => number): number[][] =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, entry));
  const dead = next() < 0.2;
  const weights = table(units, inputs, () => integer(2)).map((row, i) => (dead && i === 0 ? row.map(() => 0) : row));
  const bias = next() < 0.3 ? weights.map((_, i) => (dead && i === 0 ? 0 : integer(1))) : undefined;
  const problem: Problem = {
    inputs: table(samples, inputs, () => integer(2)),
    targets: table(samples, 1, () => 0),
    slopes: [pick([0, 0, 0.5, -1])],
    layers: [
      { weights, ...(bias === undefined ? {} : { bias }) },
      {
        weights: [Array.from({ length: units }, () => (next() < 0.1 ? 0 : pick([-2, -1, 1, 1, 2])))],
        ...(next() < 0.2 ? { bias: [integer(1)] } : {}),
      },
    ],
    ...(next() < 0.3 ? { masks: [table(samples, units, () => pick([0, 0.5, 1, 1]))] } : {}),
  };
  const size = pick([1, 1, 2]);
  const { residual } = reference(problem);
  return { ...problem, targets: residual.map(([v]) => [v! - integer(size)]) };
}
