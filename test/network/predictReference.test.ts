import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../oracle/Problem.js';
import { randomProblem } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { roundingBounds } from '../oracle/roundingBounds.js';
import { instance } from '../support/instance.js';

/** Largest error of the outputs in units of twice the a-priori bound. Without masks: `predict` knows none. */
function worstError(problem: Problem): number {
  const { network, data } = instance(problem);
  const outputs = network.predict(data.inputs);
  const expected = reference(problem).U.at(-1)!;
  const bounds = roundingBounds(problem, 2 ** -53).U.at(-1)!;
  expect([outputs.rows, outputs.columns]).toEqual([expected.length, expected[0]!.length]);
  const errors = expected.flatMap((row, n) => row.map((v, c) => Math.abs(outputs.data[n * row.length + c]! - v) / (2 * bounds[n]![c]!)));
  return Math.max(...errors);
}

const sizes = Array.from({ length: 40 }, (_, k) => k + 1);

describe('predict against the reference', () => {
  test.each(sizes)('d_0 = %i with every N from 1 to 40', (inputs) => {
    for (const samples of sizes) {
      const units = 1 + ((7 * inputs + 11 * samples) % 40);
      expect(worstError(randomProblem(samples, { samples, widths: [inputs, units, 1], slopes: 0.1, biases: true }))).toBeLessThanOrEqual(1);
    }
  });

  test.each([
    { widths: [3, 5, 4, 2], slopes: [0, -1], biases: [true, false, true], samples: 9 },
    { widths: [1, 1, 1, 1, 1], slopes: [0.5, 1, 0], samples: 1 },
    { widths: [7, 3, 9, 2, 3], slopes: [-1, -1, 0.1], biases: true, samples: 300 },
  ])('$widths', (shape) => {
    expect(worstError(randomProblem(71, shape))).toBeLessThanOrEqual(1);
  });
});
