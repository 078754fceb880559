import type { Problem } from './Problem.js';
import { packParameters } from './parameters.js';
import { reference } from './reference.js';

interface Derivatives {
  /** P × P, of loss. */
  readonly hessian: number[][];
  /** J Jᵀ / N. */
  readonly gaussNewton: number[][];
  /** JᵀJ, NC × NC, the samples of one output after those of the other. */
  readonly kernel: number[][];
}

/**
 * Second derivatives by differences with steps of 1. Inside a region the slopes are constant and the outputs affine in each parameter, so
 * v(θ + 1_p) − v(θ) and v(θ + 1_p + 1_q) − v(θ + 1_p) − v(θ + 1_q) + v(θ) are the derivatives themselves, but for rounding.
 */
export function exactDifferences(problem: Problem): Derivatives {
  const { A, residual } = reference(problem);
  const theta = packParameters(problem);
  const P = theta.length;
  const N = problem.inputs.length;
  const C = residual[0]!.length;
  const outputs = (moved: readonly number[]): number[][] => {
    const result = theta.slice();
    for (const p of moved) result[p]! += 1;
    return frozenOutputs(problem, A, result);
  };
  const base = outputs([]);
  const single = theta.map((_, p) => outputs([p]));
  const square = (size: number, entry: (p: number, q: number) => number): number[][] =>
    Array.from({ length: size }, (_p, p) => Array.from({ length: size }, (_q, q) => entry(p, q)));
  const J = single.map((moved) =>
    Array.from({ length: N * C }, (_, k) => moved[k % N]![Math.floor(k / N)]! - base[k % N]![Math.floor(k / N)]!),
  );
  const gaussNewton = square(P, (p, q) => J[p]!.reduce((sum, x, k) => sum + x * J[q]![k]!, 0) / N);
  const second = square(P, () => 0);
  for (let p = 0; p < P; p++) {
    for (let q = 0; q < p; q++) {
      const both = outputs([p, q]);
      let sum = 0;
      for (let n = 0; n < N; n++)
        for (let c = 0; c < C; c++) sum += residual[n]![c]! * (both[n]![c]! - single[p]![n]![c]! - single[q]![n]![c]! + base[n]![c]!);
      second[p]![q] = second[q]![p] = sum / N;
    }
  }
  return {
    gaussNewton,
    hessian: square(P, (p, q) => gaussNewton[p]![q]! + second[p]![q]!),
    kernel: square(N * C, (m, n) => J.reduce((sum, row) => sum + row[m]! * row[n]!, 0)),
  };
}

/** Outputs, N × C, with the slopes of a given region whatever the signs. */
function frozenOutputs({ inputs, layers }: Problem, A: readonly (readonly (readonly number[])[])[], theta: readonly number[]): number[][] {
  return inputs.map((x, n) => {
    let v = x;
    let p = 0;
    layers.forEach(({ weights, bias }, l) => {
      v = weights.map((row, i) => {
        let u = 0;
        for (let j = 0; j < row.length; j++) u += theta[p++]! * v[j]!;
        if (bias !== undefined) u += theta[p++]!;
        return A[l + 1]![n]![i]! * u;
      });
    });
    return [...v];
  });
}
