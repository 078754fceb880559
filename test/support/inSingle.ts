import type { Problem } from '../oracle/Problem.js';

const round = (rows: readonly (readonly number[])[]): number[][] => rows.map((row) => row.map(Math.fround));

/** The problem with every number rounded to float32, so that a float32 run starts from exactly the same data. */
export function inSingle(problem: Problem): Problem {
  return {
    inputs: round(problem.inputs),
    targets: round(problem.targets),
    slopes: problem.slopes.map(Math.fround),
    layers: problem.layers.map(({ weights, bias }) =>
      bias === undefined ? { weights: round(weights) } : { weights: round(weights), bias: bias.map(Math.fround) },
    ),
    ...(problem.masks === undefined ? {} : { masks: problem.masks.map(round) }),
  };
}
