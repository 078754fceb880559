import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { KinklessError } from '../../src/errors.js';
import type { Problem } from '../oracle/Problem.js';
import { judge } from '../support/judge.js';

/** Numbers of every size: exact zeros and small integers for ties and kinks, order one, and magnitudes whose products leave the range. */
const entry = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.double({ min: -2, max: 2, noNaN: true }),
  fc.constantFrom(0, 1, -1, 1e100, -1e100, 1e-100, -1e-100),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const problems: fc.Arbitrary<Problem> = fc
  .record({
    samples: fc.integer({ min: 1, max: 5 }),
    widths: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 5 }),
    masked: fc.boolean(),
    scale: fc.constantFrom('any', 'tame'),
  })
  .chain(({ samples, widths, masked, scale }) => {
    const number = scale === 'any' ? entry : fc.integer({ min: -2, max: 2 });
    const table = (rows: number, columns: number): fc.Arbitrary<number[][]> =>
      fc.array(fc.array(number, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows });
    const layers = widths
      .slice(1)
      .map((width, k) =>
        fc.record(
          { weights: table(width, widths[k]!), bias: fc.array(number, { minLength: width, maxLength: width }) },
          { requiredKeys: ['weights'] },
        ),
      );
    const slopes = fc.array(fc.constantFrom(0, 0.1, 1, -1), { minLength: widths.length - 2, maxLength: widths.length - 2 });
    const masks = fc.tuple(...widths.slice(1, -1).map((width) => table(samples, width)));
    return fc.record({
      inputs: table(samples, widths[0]!),
      targets: table(samples, widths.at(-1)!),
      slopes,
      layers: fc.tuple(...layers),
      ...(masked ? { masks } : {}),
    });
  });

/** Every number in the report, however deep, with its path. JSON.stringify would turn NaN into null and hide it. */
function numbers(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbers(inner, `${path}.${key}`));
}

test('every finite network gets a report of finite numbers, or an error that says why not', async () => {
  let reports = 0;
  await fc.assert(
    fc.asyncProperty(problems, async (problem) => {
      let report;
      try {
        report = await judge(problem);
      } catch (error) {
        expect(error).toBeInstanceOf(KinklessError);
        expect((error as KinklessError).code).toBe('ERR_RANGE');
        // Only numbers whose products can leave the range of float64 are an excuse.
        expect(numbers(problem).some(([, value]) => value !== 0 && (Math.abs(value) > 1e30 || Math.abs(value) < 1e-30))).toBe(true);
        return;
      }
      reports++;
      expect(numbers(report).filter(([, value]) => !Number.isFinite(value))).toEqual([]);
      expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    }),
    { seed: 20, numRuns: 1000 },
  );
  expect(reports).toBeGreaterThan(500);
});
