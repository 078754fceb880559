import { describe, expect, test } from '@jest/globals';
import type { Dataset } from '../../../src/data/Dataset.js';
import { ArgumentError } from '../../../src/errors.js';
import type { CurvatureMatrix } from '../../../src/landscape/curvature/CurvatureMatrix.js';
import { hessian } from '../../../src/landscape/curvature/hessian.js';
import { tangentKernel } from '../../../src/landscape/curvature/tangentKernel.js';
import { check } from '../../../src/landscape/check.js';
import { estimateTrace } from '../../../src/landscape/spectrum/estimateTrace.js';
import { extremeEigenvalues } from '../../../src/landscape/spectrum/extremeEigenvalues.js';
import { spectralDensity } from '../../../src/landscape/spectrum/spectralDensity.js';
import { sign } from '../../../src/native/random.js';
import type { Network } from '../../../src/network/Network.js';
import { randomProblem } from '../../oracle/randomProblem.js';
import { symmetricEigenvalues } from '../../oracle/symmetricEigenvalues.js';
import { curvatureProblem } from '../../support/curvatureProblems.js';
import { instance } from '../../support/instance.js';
import { rows } from '../../support/rows.js';

const matrices = ['hessian', 'gauss-newton', 'tangent-kernel'] as const;

async function dense(network: Network, data: Dataset, matrix: CurvatureMatrix): Promise<number[][]> {
  return rows(await (matrix === 'tangent-kernel' ? tangentKernel(network, data) : hessian(network, data, { matrix })));
}

const times = (table: readonly (readonly number[])[], x: readonly number[]): number[] =>
  table.map((row) => row.reduce((sum, entry, q) => sum + entry * x[q]!, 0));

const medium = instance(randomProblem(31, { samples: 60, widths: [4, 7, 5, 1], slopes: 0.2, biases: true, masks: 'uniform' }));

describe('extreme eigenvalues against Jacobi rotations of the dense matrix', () => {
  test.each(Array.from({ length: 30 }, (_, seed) => seed))('random network %i', async (seed) => {
    const { network, data } = instance(curvatureProblem(200 + seed));
    for (const matrix of matrices) {
      const table = await dense(network, data, matrix);
      const expected = symmetricEigenvalues(table);
      const scale = Math.max(...expected.map(Math.abs));
      const found = await extremeEigenvalues(network, data, { matrix, vectors: true, seed });
      expect(Math.abs(found.largest[0]!.value - expected.at(-1)!)).toBeLessThanOrEqual(1e-12 * scale);
      expect(Math.abs(found.smallest[0]!.value - expected[0]!)).toBeLessThanOrEqual(1e-12 * scale);
      for (const [k, { value, residual, converged }] of [...found.largest, ...found.smallest].entries()) {
        expect(converged).toBe(true);
        const x = rows(found.vectors!)[k]!;
        expect(Math.hypot(...x)).toBeCloseTo(1, 12);
        const rest = Math.hypot(...times(table, x).map((y, p) => y - value * x[p]!));
        expect(Math.abs(rest - residual)).toBeLessThanOrEqual(1e-12 * scale);
      }
    }
  });

  test('several at each end, of a matrix with distinct eigenvalues', async () => {
    const { network, data } = medium;
    const expected = symmetricEigenvalues(await dense(network, data, 'hessian'));
    const { largest, smallest } = await extremeEigenvalues(network, data, { largest: 5, smallest: 4, tolerance: 1e-10 });
    expect(largest.every(({ converged }) => converged)).toBe(true);
    largest.forEach(({ value }, k) => {
      expect(value).toBeCloseTo(expected.at(-1 - k)!, 9);
    });
    smallest.forEach(({ value }, k) => {
      expect(value).toBeCloseTo(expected[k]!, 9);
    });
  });

  test('copies of a multiple eigenvalue are found when the space is exhausted', async () => {
    // All units dead: the Hessian of the output bias alone, 1, and zeros otherwise.
    const { network, data } = instance({
      inputs: [[1], [2]],
      targets: [[1], [-1]],
      slopes: [0],
      layers: [{ weights: [[-1], [-2]] }, { weights: [[1, 1]], bias: [0] }],
    });
    const { largest, smallest } = await extremeEigenvalues(network, data, { largest: 2, smallest: 4 });
    expect(largest.map(({ value }) => value)).toEqual([expect.closeTo(1, 14), expect.closeTo(0, 14)]);
    expect(smallest.map(({ value }) => value)).toEqual(Array<unknown>(4).fill(expect.closeTo(0, 14)));
  });

  test('too few steps: not converged, and the residual says by how much', async () => {
    const { network, data } = medium;
    const expected = symmetricEigenvalues(await dense(network, data, 'hessian'));
    const { smallest, steps } = await extremeEigenvalues(network, data, { largest: 0, steps: 4, tolerance: 1e-12 });
    expect(steps).toBe(4);
    const [{ value, residual, converged }] = smallest as [(typeof smallest)[number]];
    expect(converged).toBe(false);
    expect(expected.some((eigenvalue) => Math.abs(eigenvalue - value) <= residual)).toBe(true);
  });
});

describe('spectral density', () => {
  test.each(matrices)('%s: moments are those of the probes, up to degree 2 · steps − 1', async (matrix) => {
    const { network, data } = medium;
    const table = await dense(network, data, matrix);
    const scale = Math.max(...symmetricEigenvalues(table).map(Math.abs));
    const [probes, steps] = [3, 5];
    const { values, weights, size } = await spectralDensity(network, data, { matrix, probes, steps, seed: 7 });
    expect(size).toBe(table.length);
    expect(values).toHaveLength(probes * steps);
    expect([...values]).toEqual([...values].sort((a, b) => a - b));
    for (let degree = 0; degree < 2 * steps; degree++) {
      let expected = 0;
      for (let probe = 0; probe < probes; probe++) {
        const z = Array.from(sign(7, 'density', probe, size));
        let power = z;
        for (let k = 0; k < degree; k++) power = times(table, power).map((y) => y / scale);
        expected += z.reduce((sum, entry, p) => sum + entry * power[p]!, 0) / size / probes;
      }
      const moment = weights.reduce((sum, weight, k) => sum + weight * (values[k]! / scale) ** degree, 0);
      expect(Math.abs(moment - expected)).toBeLessThanOrEqual(1e-12);
    }
  });

  test('with all steps every eigenvalue of the dense matrix is a value', async () => {
    const { network, data } = instance(randomProblem(8, { samples: 20, widths: [2, 3, 1], slopes: 0.3, biases: true }));
    const expected = symmetricEigenvalues(await dense(network, data, 'hessian'));
    const { values } = await spectralDensity(network, data, { probes: 1, steps: 100 });
    for (const eigenvalue of expected) expect(Math.min(...values.map((value) => Math.abs(value - eigenvalue)))).toBeLessThan(1e-7);
  });
});

describe('trace by Hutch++', () => {
  test.each(matrices)('%s: exact with as many products as rows, and within six standard errors with fewer', async (matrix) => {
    const { network, data } = medium;
    const table = await dense(network, data, matrix);
    const exact = table.reduce((sum, row, p) => sum + row[p]!, 0);
    const all = await estimateTrace(network, data, { matrix, products: 1000 });
    expect(all).toMatchObject({ standardError: 0, products: table.length });
    expect(all.trace / exact).toBeCloseTo(1, 13);
    let away = 0;
    for (let seed = 0; seed < 20; seed++) {
      const { trace, standardError, products } = await estimateTrace(network, data, { matrix, products: 45, seed });
      expect(products).toBe(45);
      expect(standardError).toBeGreaterThan(0);
      away = Math.max(away, Math.abs(trace - exact) / standardError);
    }
    expect(away).toBeGreaterThan(0);
    expect(away).toBeLessThan(6);
  });

  test('exact where the sketch holds the whole range', async () => {
    // Four samples: the Gauss–Newton matrix has rank 4.
    const { network, data } = instance(randomProblem(9, { samples: 4, widths: [6, 8, 1], slopes: 0.1 }));
    const table = await dense(network, data, 'gauss-newton');
    const exact = table.reduce((sum, row, p) => sum + row[p]!, 0);
    const { trace, standardError } = await estimateTrace(network, data, { matrix: 'gauss-newton', products: 30 });
    expect(trace / exact).toBeCloseTo(1, 12);
    expect(standardError).toBeLessThan(1e-12 * exact);
  });
});

describe('the calls', () => {
  const { network, data } = medium;

  test('the same seed gives the same numbers, another seed others', async () => {
    const run = async (seed: number): Promise<unknown> => [
      await extremeEigenvalues(network, data, { seed, steps: 6 }),
      await spectralDensity(network, data, { seed, probes: 2, steps: 4 }),
      await estimateTrace(network, data, { seed, products: 12 }),
    ];
    expect(await run(3)).toEqual(await run(3));
    expect(await run(3)).not.toEqual(await run(4));
  });

  test('results are frozen', async () => {
    const found = await extremeEigenvalues(network, data, { vectors: true });
    for (const part of [
      found,
      found.largest,
      found.largest[0],
      found.vectors,
      await spectralDensity(network, data),
      await estimateTrace(network, data),
    ])
      expect(Object.isFrozen(part)).toBe(true);
  });

  test.each([
    ['an unknown option', () => extremeEigenvalues(network, data, { step: 3 } as object), /steps/],
    ['fewer steps than eigenvalues', () => extremeEigenvalues(network, data, { largest: 5, steps: 3 }), /at least 5|from 5/],
    ['no probe', () => spectralDensity(network, data, { probes: 0 }), /probes/],
    ['too few products', () => estimateTrace(network, data, { products: 5 }), /products/],
    ['a matrix that is none', () => estimateTrace(network, data, { matrix: 'hesian' as 'hessian' }), /hessian/],
  ])('%s is refused', async (_name, call, message) => {
    const run = (async () => await call())();
    await expect(run).rejects.toBeInstanceOf(ArgumentError);
    await expect(run).rejects.toThrow(message);
  });

  test('an abort while it works rejects with its reason', async () => {
    const large = instance(randomProblem(82, { samples: 1500, widths: [40, 40, 1], slopes: 0.1 }));
    for (const call of [extremeEigenvalues, spectralDensity, estimateTrace]) {
      const controller = new AbortController();
      const run = call(large.network, large.data, { signal: controller.signal });
      setTimeout(() => {
        controller.abort('enough');
      }, 5);
      await expect(run).rejects.toBe('enough');
    }
  });

  test('check: the option spectrum adds both spectra, in agreement with the inertia', async () => {
    const parts: number[] = [];
    const report = await check(network, data, { spectrum: true, onProgress: ({ parts: all }) => parts.push(all) });
    const { hessian: found, tangentKernel: kernel } = report.spectrum!;
    expect(found).toMatchObject({ size: network.parameterCount, trace: { products: 81, standardError: 0 } });
    expect(found.largest[0]!.value / report.hessian!.max).toBeCloseTo(1, 9);
    expect(found.smallest[0]!.value / report.hessian!.min).toBeCloseTo(1, 9);
    expect(kernel.size).toBe(60);
    expect(Math.sqrt(kernel.largest[0]!.value) / report.jacobian.sigmaMax).toBeCloseTo(1, 9);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect((await check(network, data)).spectrum).toBeUndefined();
    expect(new Set(parts).size).toBeLessThanOrEqual(1);
  });
});
