import type { Problem } from './Problem.js';

/** vec of every W̄_l = [W_l b_l], row-major, layer after layer: P numbers. */
export function packParameters(problem: Problem): number[] {
  return problem.layers.flatMap((layer) =>
    layer.weights.flatMap((row, i) => (layer.bias === undefined ? [...row] : [...row, layer.bias[i]!])),
  );
}

/** The same problem at other parameters, packed as by {@link packParameters}. */
export function withParameters(problem: Problem, packed: ArrayLike<number>): Problem {
  let next = 0;
  const layers = problem.layers.map((layer) => {
    const weights: number[][] = [];
    const bias: number[] = [];
    for (const row of layer.weights) {
      weights.push(row.map(() => packed[next++]!));
      if (layer.bias !== undefined) bias.push(packed[next++]!);
    }
    return layer.bias === undefined ? { weights } : { weights, bias };
  });
  return { ...problem, layers };
}
