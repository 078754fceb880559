import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import type { TopLevelSpec } from 'vega-lite';
import { renderSvg } from './renderSvg.js';

export interface RenderedChart {
  /** SVG text, sizes in pixels. */
  readonly svg: string;
  /** The same picture as PNG, `PIXEL_RATIO` times as large. */
  readonly png: Uint8Array;
}

/** For screens of high density, and for print. */
const PIXEL_RATIO = 2;

/** Two folders below the package's own, in `src` and in `dist` alike. */
const FONTS = new URL('../../assets/fonts/', import.meta.url);

/** Draws a Vega-Lite chart. The same chart gives the same bytes on every machine: only the shipped fonts are used. */
export async function renderChart(chart: TopLevelSpec): Promise<RenderedChart> {
  const svg = await renderSvg(chart);
  return { svg, png: await toPng(svg) };
}

async function toPng(svg: string): Promise<Uint8Array> {
  const fontFiles = ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf'].map((name) => fileURLToPath(new URL(name, FONTS)));
  // A font that is missing is no error there: the text would silently be left out.
  await Promise.all(fontFiles.map((file) => readFile(file)));
  const options = {
    fitTo: { mode: 'zoom', value: PIXEL_RATIO },
    font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  } as const;
  return new Resvg(svg, options).render().asPng();
}
