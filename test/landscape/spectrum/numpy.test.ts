import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { hessian } from '../../../src/landscape/curvature/hessian.js';
import { extremeEigenvalues } from '../../../src/landscape/spectrum/extremeEigenvalues.js';
import { curvatureProblem } from '../../support/curvatureProblems.js';
import { instance } from '../../support/instance.js';
import { judge } from '../../support/judge.js';

interface Answer {
  readonly hessian: number[][];
  /** Of the Hessian, ascending. */
  readonly eigenvalues: number[];
  /** Of Γ, ascending. */
  readonly kernelEigenvalues: number[];
  /** Of J, descending. */
  readonly singularValues: number[];
}

/** A Python with numpy: the variable names another one. */
const PYTHON = process.env['KINKLESS_PYTHON'] ?? 'python3';
const found = spawnSync(PYTHON, ['-c', 'import numpy']).status === 0;
const withNumpy = found ? describe : describe.skip;
if (!found) console.warn(`${PYTHON} has no numpy: the comparison with it is skipped. KINKLESS_PYTHON may name another Python.`);

withNumpy('against numpy', () => {
  const problems = Array.from({ length: 100 }, (_, seed) => curvatureProblem(500 + seed));
  let answers: Answer[] = [];

  beforeAll(() => {
    const script = path.join('test', 'oracle', 'curvature.py');
    const { status, stdout, stderr } = spawnSync(PYTHON, [script], {
      input: JSON.stringify(problems),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(stderr);
    answers = JSON.parse(stdout) as Answer[];
  }, 60_000);

  test.each(problems.map((problem, k) => ({ problem, k })))('Hessian, eigenvalues and ranks, network $k', async ({ problem, k }) => {
    const { network, data } = instance(problem);
    const expected = answers[k]!;
    const scale = Math.max(Math.abs(expected.eigenvalues[0]!), expected.eigenvalues.at(-1)!);
    const dense = await hessian(network, data);
    const P = network.parameterCount;
    for (let p = 0; p < P; p++) {
      for (let q = 0; q < P; q++) expect(Math.abs(dense.data[p * P + q]! - expected.hessian[p]![q]!)).toBeLessThanOrEqual(1e-13 * scale);
    }
    const report = await judge(problem);
    const { min, max, positive, negative, equilibrated } = report.hessian!;
    if (!equilibrated) {
      expect(Math.abs(min - expected.eigenvalues[0]!)).toBeLessThanOrEqual(1e-13 * scale);
      expect(Math.abs(max - expected.eigenvalues.at(-1)!)).toBeLessThanOrEqual(1e-13 * scale);
    }
    // Counts that no rounding error leaves in doubt.
    const sure = (values: readonly number[], share: number): number => values.filter((x) => Math.abs(x) > share * scale).length;
    if (sure(expected.eigenvalues, 1e-9) === sure(expected.eigenvalues, 1e-14)) {
      expect(positive).toBe(expected.eigenvalues.filter((x) => x > 1e-9 * scale).length);
      expect(negative).toBe(expected.eigenvalues.filter((x) => x < -1e-9 * scale).length);
    }
    const largest = expected.singularValues[0]!;
    const certain = expected.singularValues.filter((s) => s > 1e-9 * largest).length;
    if (certain === expected.singularValues.filter((s) => s > 1e-14 * largest).length)
      expect(report.jacobian).toMatchObject({ rank: certain, undecided: 0 });
    const found = await extremeEigenvalues(network, data);
    expect(Math.abs(found.largest[0]!.value - expected.eigenvalues.at(-1)!)).toBeLessThanOrEqual(1e-12 * scale);
    expect(Math.abs(found.smallest[0]!.value - expected.eigenvalues[0]!)).toBeLessThanOrEqual(1e-12 * scale);
    const kernel = await extremeEigenvalues(network, data, { matrix: 'tangent-kernel' });
    const top = expected.kernelEigenvalues.at(-1)!;
    expect(Math.abs(kernel.largest[0]!.value - top)).toBeLessThanOrEqual(1e-12 * top);
    expect(Math.abs(kernel.smallest[0]!.value - expected.kernelEigenvalues[0]!)).toBeLessThanOrEqual(1e-12 * top);
  });
});
