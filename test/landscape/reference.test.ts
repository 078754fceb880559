import { describe, expect, test } from '@jest/globals';
import type { CheckReport } from '../../src/landscape/CheckReport.js';
import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { roundingBounds } from '../oracle/roundingBounds.js';
import { judge } from '../support/judge.js';

/** `check` against the plain reference, each number within twice the a-priori bound on the rounding error of computing it. */
function random(seed: number): Problem {
  const next = generator(1000 + seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
  const hidden = pick([1, 1, 2, 3]);
  const widths = [1 + Math.floor(9 * next()), ...Array.from({ length: hidden }, () => 1 + Math.floor(7 * next())), pick([1, 1, 1, 2, 3])];
  return randomProblem(seed, {
    samples: 1 + Math.floor(20 * next()),
    widths,
    slopes: Array.from({ length: hidden }, () => pick([0, 0.1, 1, -1])),
    biases: Array.from({ length: hidden + 1 }, () => next() < 0.5),
    masks: pick(['none', 'uniform', 'bernoulli'] as const),
    signs: next() < 0.5,
    deadUnits: pick([0, 0, 1]),
    zeroInputs: pick([0, 0, 0.4]),
  });
}

const problems = Array.from({ length: 150 }, (_, seed) => random(seed));

async function compare(problem: Problem, comparison: (report: CheckReport) => void): Promise<void> {
  comparison(await judge(problem));
}

describe('random networks', () => {
  test.each(problems)('loss, mse, mce, problem %#', (problem) =>
    compare(problem, (report) => {
      const expected = reference(problem);
      const bound = 2 * roundingBounds(problem, 2 ** -53).loss;
      expect(Math.abs(report.loss - expected.loss)).toBeLessThanOrEqual(bound);
      expect(Math.abs(report.mse - expected.mse)).toBeLessThanOrEqual(2 * bound);
      if (problem.targets.flat().every((y) => Math.abs(y) === 1)) expect(report.mce).toBe(expected.mce);
      else expect(report.mce).toBeNull();
      expect(report.samples).toBe(problem.inputs.length);
      expect(report.parameters).toBe(expected.gradient.length);
    }),
  );

  test.each(problems)('gradient and criticality, problem %#', (problem) =>
    compare(problem, (report) => {
      const expected = reference(problem);
      const bounds = roundingBounds(problem, 2 ** -53);
      const largest = Math.max(...bounds.gradient);
      expect(Math.abs(report.gradient.infNorm - Math.max(...expected.gradient.map(Math.abs)))).toBeLessThanOrEqual(2 * largest);
      const judged = problem.layers.length === 2 && problem.targets[0]!.length === 1;
      const error = judged ? Math.max(...bounds.lastHidden, bounds.residualMean) : largest;
      expect(Math.abs(report.criticality.infNorm - expected.criticality)).toBeLessThanOrEqual(2 * error);
      // A tolerance is a bound on rounding: no less than one rounding of the number itself, and not loose by orders of magnitude.
      expect(report.gradient.tolerance).toBeLessThanOrEqual(100 * largest);
      if (report.gradient.infNorm > 0) expect(report.gradient.tolerance).toBeGreaterThan(0);
      // What is seen as not critical is not critical.
      if (report.verdict === 'not-critical') expect(Math.max(...expected.gradient.map(Math.abs))).toBeGreaterThan(0);
    }),
  );

  test.each(problems)('kinks, problem %#', (problem) =>
    compare(problem, ({ kinks }) => {
      const expected = reference(problem);
      const bounds = roundingBounds(problem, 2 ** -53).U;
      expect(kinks.carrying).toBe(expected.carrying);
      expect(kinks.onKink).toBe(0);
      if (expected.at === null || expected.minAbs === null) {
        expect(kinks).toMatchObject({ minAbs: null, at: null, distance: null });
        return;
      }
      expect(kinks.at).not.toBeNull();
      const { layer, unit, sample } = kinks.at!;
      const error = Math.max(...bounds.flat(2));
      expect(Math.abs(kinks.minAbs! - expected.minAbs)).toBeLessThanOrEqual(2 * error);
      // Two triples can tie; the named one must be one of the smallest and carry a kink.
      expect(expected.carries[layer]![sample]![unit]).toBe(true);
      expect(Math.abs(Math.abs(expected.U[layer]![sample]![unit]!) - expected.minAbs)).toBeLessThanOrEqual(2 * error);
      if (expected.distance !== null) expect(kinks.distance! / expected.distance).toBeCloseTo(1, 9);
      else expect(kinks.distance).toBeGreaterThan(0);
    }),
  );

  test('none of them is a minimum', async () => {
    // Random weights are not critical: the draw has positive loss and a gradient far above rounding, unless every unit is dead.
    let seen = 0;
    for (const problem of problems) {
      const expected = reference(problem);
      if (Math.max(...expected.gradient.map(Math.abs)) < 1e-6) continue;
      expect((await judge(problem)).verdict).toBe('not-critical');
      seen++;
    }
    expect(seen).toBeGreaterThan(100);
  });
});

describe('kink distance of deep networks', () => {
  test('is a lower bound: no random move of that length changes a sign', async () => {
    for (let seed = 0; seed < 10; seed++) {
      const problem = randomProblem(seed, { samples: 5, widths: [3, 4, 3, 1], slopes: 0.1, biases: [true, false, true] });
      const { distance } = (await judge(problem)).kinks;
      expect(distance).toBeGreaterThan(0);
      const { U } = reference(problem);
      const next = generator(seed);
      for (let trial = 0; trial < 200; trial++) {
        const count = problem.layers.reduce((sum, { weights, bias }) => sum + weights.flat().length + (bias?.length ?? 0), 0);
        const move = Array.from({ length: count }, () => 2 * next() - 1);
        const scale = (0.999 * distance!) / Math.hypot(...move);
        let p = 0;
        const layers = problem.layers.map(({ weights, bias }) => ({
          weights: weights.map((row) => row.map((w) => w + scale * move[p++]!)),
          ...(bias === undefined ? {} : { bias: bias.map((b) => b + scale * move[p++]!) }),
        }));
        const moved = reference({ ...problem, layers });
        const same = moved.U.slice(1, -1).every((layer, l) =>
          layer.every((row, n) => row.every((u, i) => u >= 0 === U[l + 1]![n]![i]! >= 0)),
        );
        expect(same).toBe(true);
      }
    }
  });
});
