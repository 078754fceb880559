import { reference } from '../oracle/reference.js';
import { exactReference } from '../oracle/exactReference.js';
import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem } from '../oracle/randomProblem.js';
import { singularValues } from '../oracle/singularValues.js';
import { deepProblem } from './deepProblem.js';
import { claimOf, type StoredCertificate } from './claimOf.js';
import { kinkProblem } from './kinkProblem.js';

/** A tiny problem whose residuals are about `size`: many of them have a zero-loss minimum close by. */
export function nearZeroLoss(seed: number, size: number): Problem {
  const next = generator(40_000 + seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const problem = randomProblem(seed, {
    samples: 1 + Math.floor(4 * next()),
    widths: [1 + Math.floor(3 * next()), 1 + Math.floor(3 * next()), 1],
    slopes: pick([0, 0.1, 1, -1, 0.5]),
    biases: [next() < 0.4, next() < 0.3],
    masks: pick(['none', 'uniform', 'bernoulli'] as const),
    zeroInputs: pick([0, 0, 0.3]),
  });
  const outputs = exactReference({ ...problem, targets: problem.targets.map(() => [0]) }).residual;
  return { ...problem, targets: outputs.map(([v]) => [v!.toNumber() + size * (next() - 0.5)]) };
}

/** Claims of rank and of zero loss nearby about a problem, some true and some not. */
export function rankClaims(seed: number): StoredCertificate[] {
  const next = generator(50_000 + seed);
  const problem = nearZeroLoss(seed, 10 ** -(2 + Math.floor(10 * next())));
  const sigmaMin = 10 ** (-3 * next());
  const radius = 10 ** -(1 + 12 * next());
  return [
    claimOf('full-rank', problem, { sigmaMin: 0, layer: 1 }),
    claimOf('full-rank', problem, { sigmaMin, layer: 1 }),
    claimOf('zero-loss-nearby', problem, { sigmaMin, radius, layer: 1 }),
  ];
}

/** The same about deeper networks, with numbers about as they are: of the last hidden layer, and of all layers. */
export function deepClaims(seed: number): StoredCertificate[] {
  const next = generator(70_000 + seed);
  const problem = deepProblem(seed);
  const outputs = exactReference({ ...problem, targets: problem.targets.map(() => [0]) }).residual.map(([v]) => v!.toNumber());
  // Every sixth as near to zero loss as float64 gets, and some of these exactly there.
  const size = 10 ** -(3 + Math.floor(8 * next())) * Number(seed % 6 > 0);
  const near = { ...problem, targets: outputs.map((v) => [v + size * (next() - 0.5)]) };
  const { jacobian, residual, lastHidden } = reference(near);
  const layer = near.layers.length - 1;
  const claim = (name: string, rows: readonly (readonly number[])[], from: number): StoredCertificate => {
    const sigmaMin = (0.5 + 0.6 * next()) * (rows.length < residual.length ? 1 : singularValues(rows).at(-1)!);
    const radius = (Math.hypot(...residual.map(([e]) => e!)) / sigmaMin) * 2 ** (3 * next() - 1);
    return claimOf(name, near, { sigmaMin, layer: from, ...(name === 'full-rank' ? {} : { radius: Math.min(radius, 1e9) }) });
  };
  return [claim('full-rank', lastHidden, layer), claim('zero-loss-nearby', lastHidden, layer), claim('zero-loss-nearby', jacobian, 0)];
}

/**
 * A claim of a local minimum at a point of integers that may be one, or next to it: the minimum's own weights are changed by up to `away`, and
 * the claimed radius is about as large.
 */
export function minimumClaim(seed: number, away: number): StoredCertificate {
  const next = generator(60_000 + seed);
  const problem = kinkProblem(seed);
  const { U, sse } = exactReference(problem);
  const onKink = U[1]!.flatMap((row, n) => row.flatMap((u, i) => (u.sign() === 0 ? [[i, n]] : [])));
  const loss = sse.toNumber() / (2 * problem.inputs.length);
  const move = (x: number): number => x + away * (next() - 0.5);
  const layers = problem.layers.map((layer, l) =>
    l > 0
      ? layer
      : { weights: layer.weights.map((row) => row.map(move)), ...(layer.bias === undefined ? {} : { bias: layer.bias.map(move) }) },
  );
  const numbers = { radius: 20 * away, lossLower: loss * (1 - 1e-12), lossUpper: loss * (1 + 1e-12) };
  if (onKink.length === 0) return claimOf('local-minimum', { ...problem, layers }, numbers);
  return claimOf('kink-minimum', { ...problem, layers }, numbers, { onKink });
}
