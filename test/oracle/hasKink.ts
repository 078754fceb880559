import type { Problem } from './Problem.js';

/** Whether unit i of hidden layer l (from 1) has a kink on sample n: its two slopes differ, and the sample is not 0 for all weights. */
export function hasKink({ slopes, masks, layers, inputs }: Problem, l: number, n: number, i: number): boolean {
  const moves = l > 1 || layers[0]!.bias !== undefined || inputs[n]!.some((x) => x !== 0);
  return moves && slopes[l - 1] !== 1 && masks?.[l - 1]?.[n]?.[i] !== 0;
}
