import { describe, expect, test } from '@jest/globals';
import { figure61Chart } from '../../src/report/figure61Chart.js';
import { figure61Claims } from '../../src/report/figure61Claims.js';
import { figure61Cells, figure61Plan, PROTOCOL } from '../../src/report/figure61Plan.js';
import type { Figure61Row } from '../../src/report/figure61Rows.js';
import { renderSvg } from '../../src/report/renderSvg.js';
import { parsePlan } from '../../src/sweep/parsePlan.js';

/** Rows in which everything is as the paper says. */
function rows(data: string): Figure61Row[] {
  return figure61Cells().map(({ d, ratio, hiddenLayers, samples, parameters }) => {
    const wrong = hiddenLayers === 1 ? ratio < 1 : parameters <= samples;
    const mce = wrong ? (data === 'gaussian' ? 0.2 : 0.1) : 0;
    return {
      ...{ data, hiddenLayers, d, ratio, samples, parameters, mce, trials: 5, failed: 0, undecidedRank: 0 },
      ...{ mceDeviation: mce / 10, mceMax: 1.2 * mce, fullRank: ratio >= 1 ? 5 : 0 },
      verdicts: wrong ? { 'not-critical': 4, kink: 1 } : { 'zero-loss-minimum': 5 },
    };
  });
}
const asClaimed = [...rows('gaussian'), ...rows('mnist:digits')];
const findings = (some: readonly Figure61Row[]) => figure61Claims(some).map(({ finding }) => finding);

test('the plan is the protocol: both depths, three widths, twelve ratios', async () => {
  const plan = await parsePlan(figure61Plan(['gaussian', 'mnist:digits'], PROTOCOL.repetitions));
  expect([plan.cells, plan.trials]).toEqual([144, 4320]);
  for (const { d, ratio, samples, epochs } of figure61Cells()) {
    expect(samples).toBe(Math.round((d * d) / ratio));
    const steps = epochs * Math.ceil(samples / 100);
    expect(steps).toBeGreaterThanOrEqual(PROTOCOL.steps);
    expect(steps).toBeLessThan(PROTOCOL.steps + Math.ceil(samples / 100));
  }
});

describe('claims', () => {
  test('confirmed where all is as claimed, open where nothing was measured', () => {
    expect(findings(asClaimed)).toEqual(['confirmed', 'confirmed', 'confirmed', 'confirmed']);
    expect(findings(rows('gaussian'))[2]).toBe('open');
    expect(findings([])).toEqual(['open', 'open', 'open', 'open']);
  });

  const change = (at: Partial<Figure61Row>, to: Partial<Figure61Row>) =>
    asClaimed.map((row) => (Object.entries(at).every(([key, value]) => row[key as keyof Figure61Row] === value) ? { ...row, ...to } : row));

  test.each([
    [0, { hiddenLayers: 1, d: 10, ratio: 1.25, data: 'gaussian' }, { mce: 0.01, mceMax: 0.05 }, /d = 10, d²\/N = 1\.25: 0\.01/],
    [
      1,
      { hiddenLayers: 2, d: 20, ratio: 0.6, data: 'gaussian' },
      { mce: 0.02, mceMax: 0.1 },
      /two hidden layers, d = 20, d²\/N = 0\.6: 0\.02/,
    ],
    [
      2,
      { hiddenLayers: 1, d: 30, ratio: 0.1, data: 'mnist:digits' },
      { mce: 0.3 },
      /smaller in 1 .*d = 30, d²\/N = 0\.1: 0\.2 against 0\.3/,
    ],
    [3, { hiddenLayers: 1, d: 30, ratio: 2, data: 'gaussian' }, { fullRank: 4 }, /d = 30, d²\/N = 2: 4 of 5/],
  ] as const)('claim %d is contradicted by one cell, which is named', (claim, at, to, numbers) => {
    const found = figure61Claims(change(at, to));
    expect(found[claim]).toMatchObject({ finding: 'contradicted', numbers: expect.stringMatching(numbers) as unknown });
    expect(found.filter(({ finding }) => finding === 'contradicted')).toHaveLength(1);
  });

  test('a small network without full rank is what the claim allows for', () => {
    expect(findings(change({ d: 10, ratio: 1 }, { fullRank: 2 }))[3]).toBe('confirmed');
  });
});

test('the picture: four columns, each with its panels and lines', async () => {
  const svg = await renderSvg(figure61Chart(asClaimed, 5));
  for (const text of [
    'random data',
    'MNIST, 0–4 against 5–9',
    'one hidden layer',
    'two hidden layers',
    'd² = N',
    'P ≈ N',
    '5 repetitions',
    'zero-loss-minimum',
  ])
    expect(svg).toContain(text);
});
