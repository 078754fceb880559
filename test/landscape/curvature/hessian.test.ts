import { describe, expect, test } from '@jest/globals';
import { ArgumentError } from '../../../src/errors.js';
import { hessian } from '../../../src/landscape/curvature/hessian.js';
import { multiplyCurvature } from '../../../src/landscape/curvature/multiplyCurvature.js';
import { tangentKernel } from '../../../src/landscape/curvature/tangentKernel.js';
import type { Network } from '../../../src/network/Network.js';
import { exactDifferences } from '../../oracle/exactDifferences.js';
import { generator, randomProblem } from '../../oracle/randomProblem.js';
import { curvatureProblem } from '../../support/curvatureProblems.js';
import { instance } from '../../support/instance.js';
import { rows } from '../../support/rows.js';

const largest = (table: readonly (readonly number[])[]): number =>
  table.reduce((most, row) => row.reduce((inRow, x) => Math.max(inRow, Math.abs(x)), most), 0);

/** Equal but for some hundred roundings of the largest entry's size; the differences of the oracle cancel that much. */
function expectClose(actual: readonly (readonly number[])[], expected: readonly (readonly number[])[], scale = largest(expected)): void {
  expect(actual.map((row) => row.length)).toEqual(expected.map((row) => row.length));
  const error = largest(actual.map((row, i) => row.map((x, j) => x - expected[i]![j]!)));
  expect(error).toBeLessThanOrEqual(1e-12 * Math.max(scale, 1));
}

const block = (table: number[][], from: number, to: number, first: number, last: number): number[][] =>
  table.slice(from, to).map((row) => row.slice(first, last));

/** Where each layer's parameters begin, and the end. */
function offsets({ widths, biases }: Network): number[] {
  const result = [0];
  for (const [l, bias] of biases.entries()) result.push(result[l]! + widths[l + 1]! * (widths[l]! + Number(bias)));
  return result;
}

describe('against exact differences', () => {
  test.each(Array.from({ length: 60 }, (_, seed) => curvatureProblem(seed)))('Hessian, its parts and Γ, problem %#', async (problem) => {
    const { network, data } = instance(problem);
    const expected = exactDifferences(problem);
    const whole = rows(await hessian(network, data));
    expectClose(whole, expected.hessian);
    expect(whole).toEqual(whole.map((row, i) => row.map((_, j) => whole[j]![i]!)));
    expectClose(rows(await hessian(network, data, { matrix: 'gauss-newton' })), expected.gaussNewton);
    expectClose(rows(await tangentKernel(network, data)), expected.kernel);
    const at = offsets(network);
    for (let l = 1; l < at.length; l++) {
      for (let k = 1; k < at.length; k++) {
        const wanted = block(expected.hessian, at[l - 1]!, at[l]!, at[k - 1]!, at[k]!);
        expectClose(rows(await hessian(network, data, { layers: [l, k] })), wanted, largest(expected.hessian));
      }
    }
  });

  test.each(Array.from({ length: 60 }, (_, seed) => curvatureProblem(seed)))('products with vectors, problem %#', async (problem) => {
    const { network, data } = instance(problem);
    const expected = exactDifferences(problem);
    const next = generator(1);
    const { gaussNewton, hessian: H, kernel } = expected;
    for (const [matrix, table] of [
      ['hessian', H],
      ['gauss-newton', gaussNewton],
      ['tangent-kernel', kernel],
    ] as const) {
      const vectors = Array.from({ length: 3 }, () => table.map(() => 2 * next() - 1));
      const products = vectors.map((x) => table.map((row) => row.reduce((sum, entry, q) => sum + entry * x[q]!, 0)));
      expectClose(rows(await multiplyCurvature(network, data, vectors, { matrix })), products, largest(table) * table.length);
    }
  });
});

describe('products equal those of the dense matrix', () => {
  const sizes = Array.from({ length: 40 }, (_, k) => k + 1);
  const shapes = sizes.flatMap((size) => [
    { name: `N = ${String(size)}`, samples: size, widths: [3, 4, 1] },
    { name: `d = ${String(size)}`, samples: 7, widths: [size, size, 1] },
    { name: `d = ${String(size)}, deep, two outputs`, samples: 130, widths: [2, size, 2, 2] },
  ]);
  test.each(shapes)('$name', async ({ samples, widths }) => {
    const problem = randomProblem(samples + widths[0]!, {
      samples,
      widths,
      slopes: [0, 0.1, 1, -1][samples % 4]!,
      biases: samples % 2 === 0,
      masks: samples % 3 === 0 ? 'uniform' : 'none',
    });
    const { network, data } = instance(problem);
    for (const matrix of ['hessian', 'gauss-newton'] as const) {
      const dense = rows(await hessian(network, data, { matrix }));
      const x = dense.map((_, p) => Math.sin(p + 1));
      const [product] = rows(await multiplyCurvature(network, data, [x], { matrix }));
      const expected = dense.map((row) => row.reduce((sum, entry, q) => sum + entry * x[q]!, 0));
      expectClose([product!], [expected], largest(dense) * dense.length);
    }
    const kernel = rows(await tangentKernel(network, data));
    const x = kernel.map((_, p) => Math.cos(p));
    const [product] = rows(await multiplyCurvature(network, data, [x], { matrix: 'tangent-kernel' }));
    expectClose([product!], [kernel.map((row) => row.reduce((sum, entry, q) => sum + entry * x[q]!, 0))], largest(kernel) * kernel.length);
  });
});

describe('the call', () => {
  const { network, data } = instance(randomProblem(3, { samples: 5, widths: [2, 3, 1] }));

  test('a linear network without hidden layers: the Gauss–Newton matrix is x̄ x̄ᵀ, once for each output', async () => {
    const layer = { weights: [[1, 2], [0, -1]], bias: [3, 4] }; // prettier-ignore
    const inputs = [[1, 5], [-2, 0.5]]; // prettier-ignore
    const linear = instance({ inputs, targets: [[1, 2], [0, 3]], slopes: [], layers: [layer] }); // prettier-ignore
    const extended = inputs.map((x) => [...x, 1]);
    const single = [0, 1, 2].map((j) => [0, 1, 2].map((k) => extended.reduce((sum, x) => sum + x[j]! * x[k]!, 0) / 2));
    const zeros = [0, 0, 0];
    const expected = [...single.map((row) => [...row, ...zeros]), ...single.map((row) => [...zeros, ...row])];
    expect(rows(await hessian(linear.network, linear.data))).toEqual(expected);
    expect(rows(await multiplyCurvature(linear.network, linear.data, expected))).toHaveLength(6);
  });

  test.each([
    ['an unknown option', { layer: [1, 1] }, /layers/],
    ['layers that are no pair', { layers: [1] }, /pair/],
    ['a layer that is none', { layers: [1, 3] }, /layers\[1\]/],
    ['a matrix that is none', { matrix: 'tangent-kernel' }, /gauss-newton/],
  ])('%s is refused', async (_name, options, message) => {
    const run = (async () => await hessian(network, data, options as Parameters<typeof hessian>[2]))();
    await expect(run).rejects.toBeInstanceOf(ArgumentError);
    await expect(run).rejects.toThrow(message);
  });

  test('vectors of another length are refused', async () => {
    const run = (async () => await multiplyCurvature(network, data, [[1, 2]]))();
    await expect(run).rejects.toThrow(/9 numbers/);
  });

  test('a matrix beyond the memory is refused in bytes', async () => {
    const wide = instance(randomProblem(5, { samples: 1, widths: [1, 200_000, 1] }));
    const run = (async () => await hessian(wide.network, wide.data))();
    await expect(run).rejects.toMatchObject({ code: 'ERR_MEMORY' });
    await expect(run).rejects.toThrow(/2560000000000 bytes/);
  });

  test('an abort rejects with its reason', async () => {
    await expect(hessian(network, data, { signal: AbortSignal.abort('stop') })).rejects.toBe('stop');
    await expect(multiplyCurvature(network, data, [Array(9).fill(1)], { signal: AbortSignal.abort('stop') })).rejects.toBe('stop');
  });
});
