import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { figure61Chart } from '../../src/report/figure61Chart.js';
import { figure61Claims } from '../../src/report/figure61Claims.js';
import { figure61Cells, figure61Plan, PROTOCOL } from '../../src/report/figure61Plan.js';
import type { Figure61Row } from '../../src/report/figure61Rows.js';
import { renderSvg } from '../../src/report/renderSvg.js';
import { parsePlan } from '../../src/sweep/parsePlan.js';
import { figure61, kinkless } from '../support/built.mjs';
import { idx } from '../support/idx.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

/** Rows in which everything is as the paper says. */
function rows(data: string): Figure61Row[] {
  return figure61Cells().map(({ d, ratio, hiddenLayers, samples, parameters }) => {
    const wrong = hiddenLayers === 1 ? ratio < 1 : parameters <= samples;
    const mce = wrong ? (data === 'gaussian' ? 0.2 : 0.1) : 0;
    return {
      ...{ data, hiddenLayers, d, ratio, samples, parameters, mce, trials: 5, failed: 0, undecidedRank: 0 },
      ...{ mceDeviation: mce / 10, mceMax: 1.2 * mce, zeroError: wrong ? 0 : 5, fullRank: ratio >= 1 ? 5 : 0 },
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
    [
      0,
      { hiddenLayers: 1, d: 10, ratio: 1.25, data: 'gaussian' },
      { mce: 0.01, mceMax: 0.05, zeroError: 4 },
      /by width: d = 10: in 39 of 40 trials, mean at most 0\.01 \(random data, one hidden layer, d = 10, d²\/N = 1\.25\); d = 20: in 40 of 40 trials; d = 30: in 40 of 40 trials\.$/,
    ],
    [
      1,
      { hiddenLayers: 2, d: 20, ratio: 0.6, data: 'gaussian' },
      { mce: 0.02, mceMax: 0.1, zeroError: 3 },
      /d = 20: in 78 of 80 trials, mean at most 0\.02 \(random data, two hidden layers, d = 20, d²\/N = 0\.6\)/,
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
  const svg = await renderSvg(figure61Chart(asClaimed, 5, PROTOCOL));
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

/** Digits that a network of three units can tell apart: of each the pixels are noise around its number. */
function writeDigits(folder: string): void {
  const count = 60;
  const labels = Array.from({ length: count }, (_, n) => (7 * n) % 10);
  const pixels = labels.flatMap((label, n) => Array.from({ length: 9 }, (_, j) => 20 * label + ((13 * n * n + 29 * j * (n + 1)) % 31)));
  writeFileSync(path.join(folder, 'train-labels-idx1-ubyte'), idx([count], labels));
  writeFileSync(path.join(folder, 'train-images-idx3-ubyte'), idx([count, 3, 3], pixels));
}

test('all of it, with a small protocol: files, claims, and numbers that are those of the store; called again, nothing is run twice', async () => {
  writeDigits(folder);
  const protocol = { ...PROTOCOL, widths: [3, 4], ratios: [0.5, 1, 2], steps: 300, quickRepetitions: 2 };
  const out = path.join(folder, 'out');
  const options = { data: ['gaussian', `mnist:${folder}`], quick: true, protocol };
  const { summary, files } = await figure61(out, options);
  expect(files.map((file) => path.basename(file)).sort()).toEqual([
    'figure-6.1.csv',
    'figure-6.1.json',
    'figure-6.1.png',
    'figure-6.1.sqlite',
    'figure-6.1.svg',
  ]);
  expect(summary).toMatchObject({ trials: 48, failed: 0, repetitions: 2 });
  expect(summary.rows).toHaveLength(24);
  // The last claim is about wider networks.
  expect(summary.claims.map(({ finding }) => finding === 'open')).toEqual([false, false, false, true]);
  const store = await kinkless.SweepStore.open(path.join(out, 'figure-6.1.sqlite'));
  for (const { data, hiddenLayers, d, ratio, mce, mceDeviation, fullRank, trials, verdicts } of summary.rows) {
    const some = store.query(
      'SELECT * FROM trials WHERE data = ? AND hidden_layers = ? AND d = ? AND ratio = ?',
      data,
      hiddenLayers,
      d,
      ratio,
    );
    expect([some.length, trials]).toEqual([2, 2]);
    const [one, two] = some.map((row) => row['trained_mce'] as number) as [number, number];
    expect(mce).toBeCloseTo((one + two) / 2, 12);
    expect(mceDeviation).toBeCloseTo(Math.abs(one - two) / 2, 7);
    expect(fullRank).toBe(some.filter((row) => row['rank'] === row['samples']).length);
    expect(Object.values(verdicts).reduce((sum, n) => sum + n, 0)).toBe(2);
  }
  expect(store.query('SELECT sum(jacobian_rank IS NOT NULL) AS n, sum(min_abs_u IS NULL) AS m FROM trials')).toEqual([{ n: 0, m: 0 }]);
  store.close();
  expect(parse(readFileSync(path.join(out, 'figure-6.1.csv')), { columns: true })).toHaveLength(24);
  expect(JSON.parse(readFileSync(path.join(out, 'figure-6.1.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(summary)));
  const again = await figure61(out, options);
  expect(again.summary).toEqual(summary);
}, 300_000);
