import { describe, expect, test } from '@jest/globals';
import { renderChart } from '../../src/report/renderChart.js';

const CHART = {
  width: 200,
  height: 100,
  data: {
    values: [
      { x: 0, y: 1 },
      { x: 1, y: 2 },
    ],
  },
  mark: 'line',
  encoding: { x: { field: 'x', type: 'quantitative', title: 'the x axis' }, y: { field: 'y', type: 'quantitative' } },
} as const;

describe('renderChart', () => {
  test('SVG with its text as text, in the shipped font', async () => {
    const { svg } = await renderChart(structuredClone(CHART));
    expect(svg).toMatch(/^<svg [^>]*width="\d+" height="\d+"/);
    expect(svg).toContain('the x axis');
    expect(svg).toContain('DejaVu Sans');
  });

  test('PNG of twice the size of the SVG', async () => {
    const { svg, png } = await renderChart(structuredClone(CHART));
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!;
    const bytes = Buffer.from(png);
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
  });

  test('the text is drawn: without it the picture is another', async () => {
    const silent = structuredClone(CHART) as unknown as { encoding: { x: { title: string | null } } };
    const named = await renderChart(structuredClone(CHART));
    silent.encoding.x.title = '\u00a0';
    const unnamed = await renderChart(silent as unknown as Parameters<typeof renderChart>[0]);
    expect(named.png.length).toBeGreaterThan(unnamed.png.length + 200);
  });

  test('the same chart gives the same bytes', async () => {
    const [a, b] = await Promise.all([renderChart(structuredClone(CHART)), renderChart(structuredClone(CHART))]);
    expect(a.svg).toBe(b.svg);
    expect(Buffer.compare(a.png, b.png)).toBe(0);
  });
});
