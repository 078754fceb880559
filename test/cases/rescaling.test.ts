import { describe, expect, test } from '@jest/globals';
import { randomProblem } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import type { Problem } from '../oracle/Problem.js';
import { instance } from '../support/instance.js';
import { judge } from '../support/judge.js';

/** Row i of W̄_l times c, column i of W_{l+1} divided by c: the outputs do not change. Layer l counts from 1. */
function rescaled(problem: Problem, l: number, unit: number, c: number): Problem {
  const layers = problem.layers.map((layer, k) => ({
    weights: layer.weights.map((row, i) =>
      k === l - 1 && i === unit ? row.map((w) => w * c) : k === l ? row.with(unit, row[unit]! / c) : row,
    ),
    ...(layer.bias === undefined ? {} : { bias: k === l - 1 ? layer.bias.with(unit, layer.bias[unit]! * c) : layer.bias }),
  }));
  return { ...problem, layers };
}

const problems = [
  randomProblem(11, { samples: 7, widths: [3, 4, 1], slopes: 0.1 }),
  randomProblem(12, { samples: 9, widths: [2, 5, 3, 1], slopes: [0, -1], biases: true, masks: 'uniform' }),
  randomProblem(13, { samples: 5, widths: [4, 3, 2], biases: [true, false], masks: 'bernoulli' }),
];

describe('rescaling of hidden units', () => {
  test.each(problems)('(row i of W̄_l, −column i of W_{l+1}) is orthogonal to every column of J, problem %#', (problem) => {
    const { jacobian } = reference(problem);
    problem.layers.slice(0, -1).forEach((layer, k) => {
      layer.weights.forEach((_, unit) => {
        // The derivative of the outputs along z, read off J: z is the tangent of c ↦ (c·row, column/c) at c = 1.
        let p = 0;
        const z: number[] = [];
        problem.layers.forEach((each, m) => {
          each.weights.forEach((row, i) => {
            const full = each.bias === undefined ? row : [...row, each.bias[i]!];
            full.forEach((w, j) => (z[p++] = m === k && i === unit ? w : m === k + 1 && j === unit ? -w : 0));
          });
        });
        jacobian[0]!.forEach((_x, n) => {
          const terms = z.map((w, q) => w * jacobian[q]![n]!);
          const size = terms.reduce((sum, term) => sum + Math.abs(term), 0);
          expect(Math.abs(terms.reduce((sum, term) => sum + term, 0))).toBeLessThanOrEqual(1e-14 * size);
        });
      });
    });
  });

  test.each(problems)('a unit rescaled by a power of two predicts the same bits, problem %#', (problem) => {
    const before = instance(problem);
    const expected = before.network.predict(before.data.inputs).data;
    problem.layers.slice(0, -1).forEach((layer, k) => {
      layer.weights.forEach((_, unit) => {
        const after = instance(rescaled(problem, k + 1, unit, 2 ** -7));
        expect(Array.from(after.network.predict(after.data.inputs).data)).toEqual(Array.from(expected));
      });
    });
  });

  test.each(problems)('the rank of J leaves room for one null vector per hidden unit, problem %#', async (problem) => {
    const { jacobian, parameters } = await judge(problem);
    const hidden = problem.layers.slice(0, -1).reduce((sum, layer) => sum + layer.weights.length, 0);
    expect(jacobian.rank + jacobian.undecided).toBeLessThanOrEqual(parameters - hidden);
  });
});
