import { describe, expect, test } from '@jest/globals';
import { logAxis } from '../../src/report/logAxis.js';
import { renderChart } from '../../src/report/renderChart.js';

describe('logAxis', () => {
  test('whole decades around the values, zeros and what is not finite left out', () => {
    expect(logAxis([3e-5, 0, 20, NaN, Infinity], 10)).toMatchObject({
      domain: [1e-5, 100],
      ticks: [1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 100],
    });
    expect(logAxis([1e-31, 2], 9).ticks).toEqual([1e-30, 1e-25, 1e-20, 1e-15, 1e-10, 1e-5, 1]);
    expect(logAxis([], 9).domain).toEqual([1, 10]);
    expect(logAxis([1000], 9).domain).toEqual([1000, 10_000]);
  });

  test('every tick has its label, raised digits and all', async () => {
    const values = Array.from({ length: 26 }, (_, k) => ({ y: 10 ** (k - 12) }));
    const { domain, ticks, labelExpression } = logAxis(
      values.map(({ y }) => y),
      30,
    );
    const { svg } = await renderChart({
      height: 2000,
      data: { values },
      mark: 'point',
      encoding: {
        y: {
          field: 'y',
          type: 'quantitative',
          scale: { type: 'log', domain: [...domain] },
          axis: { values: [...ticks], labelExpr: labelExpression },
        },
      },
    });
    for (const label of ['10⁻¹²', '10⁻¹⁰', '10⁻⁹', '10⁻³', '10⁰', '10¹', '10³', '10¹²', '10¹³']) expect(svg).toContain(`>${label}<`);
  });
});
