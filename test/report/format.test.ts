import { describe, expect, test } from '@jest/globals';
import type { CheckReport, Verdict } from '../../src/landscape/CheckReport.js';
import { alignRows } from '../../src/report/alignRows.js';
import { csv } from '../../src/report/csv.js';
import { formatNumber } from '../../src/report/formatNumber.js';
import { formatReport } from '../../src/report/formatReport.js';
import { powerOfTen } from '../../src/report/powerOfTen.js';

const REPORT: CheckReport = {
  format: 'kinkless-check/1',
  verdict: 'local-minimum',
  reason: 'A differentiable local minimum.',
  samples: 3,
  parameters: 6,
  loss: 1 / 9,
  mse: 2 / 9,
  mce: 1 / 3,
  samplesMisclassified: 1,
  predictedMse: { expectation: 1 / 3, deviation: 0.4714 },
  residual: { infNorm: 0.5, tolerance: 1e-16 },
  gradient: { infNorm: 0, tolerance: 1e-16, at: null },
  criticality: { infNorm: 2e-16, tolerance: 1e-16, at: { layer: 1, unit: 0, input: 'bias' } },
  kinks: { minAbs: 1 / 3, at: { layer: 1, unit: 0, sample: 2 }, distance: 0.3, newtonStep: 0, onKink: 0, carrying: 6, exists: 'yes' },
  ranks: [
    {
      matrix: 'A∘V',
      layer: 1,
      rank: 2,
      samples: 3,
      full: false,
      undecided: 0,
      equilibrated: false,
      sigmaMin: 0,
      sigmaMax: 1.2,
      tolerance: 1e-15,
    },
  ],
  jacobian: { rank: 2, rows: 6, samples: 3, full: null, undecided: 1, equilibrated: false, sigmaMin: 0, sigmaMax: 1.9, tolerance: 1e-15 },
  hessian: null,
  multipliers: null,
  descent: null,
  hessianReason: 'Not asked.',
  guarantee: { capacity: 4, generic: false, verified: false, certified: null, statement: 'The statement.' },
};

describe('formatReport', () => {
  test('the verdict first, then every number with its rounding error', () => {
    const text = formatReport(REPORT);
    expect(text).toMatch(/^local-minimum: A differentiable local minimum\.\n/);
    expect(text).toContain('loss         0.111   mse 0.222   mce 0.333 (1 misclassified)');
    expect(text).toMatch(/criticality +at most 2\.00e-16 +rounding error up to 1\.00e-16; most at the bias of layer 1, unit 0/);
    expect(text).toMatch(/rank A∘V +2 of 3, not full/);
    expect(text).toMatch(/rank J +2 to 3 of 3, undecided/);
    expect(text).toContain('The rank of J lies within rounding error; exact arithmetic would settle it.');
    expect(text).toContain('The statement.');
  });

  test.each<Verdict>(['zero-loss-minimum', 'local-minimum', 'kink-minimum', 'saddle', 'kink', 'not-critical', 'inconclusive'])(
    '%s is put in words',
    (verdict) => {
      const text = formatReport({ ...REPORT, verdict });
      expect(text).toMatch(/→ [A-Z].*\./);
      expect(text).not.toMatch(/undefined|NaN|null/);
    },
  );

  test('nothing that can kink, no ±1 targets, several outputs', () => {
    const kinks = { minAbs: null, at: null, distance: null, newtonStep: null, onKink: 0, carrying: 0, exists: 'unknown' } as const;
    const text = formatReport({ ...REPORT, verdict: 'inconclusive', mce: null, ranks: [], kinks });
    expect(text).toContain('none: no pre-activation can kink');
    expect(text).not.toMatch(/mce|undefined|null/);
    expect(text).toContain('The signs of the eigenvalues of the Hessian would settle it.');
  });

  test('a Hessian, where there is one', () => {
    const nullity = { inert: 0, rescaling: 2, redundant: 2, unexplained: 0 };
    const text = formatReport({
      ...REPORT,
      hessian: { positive: 2, zero: 4, negative: 0, min: 0, max: 2.83, tolerance: 1e-14, equilibrated: false, nullity },
    });
    expect(text).toMatch(/Hessian +2 positive, 4 zero, 0 negative +eigenvalues 0 to 2\.83, error up to 1\.00e-14/);
    expect(text).toMatch(/zero +2 rescaling units, 2 changing no output/);
  });
});

test('formatNumber: three digits, powers of ten for the very small and large', () => {
  expect([0, 12, 0.12345, 1234.5, 9.07e-32, -0.0001, 1e7].map(formatNumber)).toEqual([
    '0',
    '12',
    '0.123',
    '1230',
    '9.07e-32',
    '-1.00e-4',
    '1.00e+7',
  ]);
});

test('powerOfTen', () => {
  expect([9.07e-32, 0.0222, 150, 1e-5, 123456].map(powerOfTen)).toEqual(['9.1·10⁻³²', '0.022', '150', '1.0·10⁻⁵', '1.2·10⁵']);
});

test('csv: numbers read back exactly, missing ones are empty', () => {
  expect(csv({ a: [0.1, 1 / 3], b: undefined, c: [NaN, 2] }, 2)).toBe(`a,b,c\n0.1,,\n${String(1 / 3)},,2\n`);
});

test('alignRows', () => {
  expect(
    alignRows([
      ['a', 'b'],
      ['long', 'c', 'd'],
    ]),
  ).toBe('a     b\nlong  c  d');
});
