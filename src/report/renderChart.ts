import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

export interface RenderedChart {
  /** SVG text, sizes in pixels. */
  readonly svg: string;
  /** The same picture as PNG, `PIXEL_RATIO` times as large. */
  readonly png: Uint8Array;
}

/** For screens of high density, and for print. */
const PIXEL_RATIO = 2;

/** First the font that the package ships; the others are for readers of the SVG who do not have it. */
const FONT = 'DejaVu Sans, Verdana, sans-serif';

/** Two folders below the package's own, in `src` and in `dist` alike. */
const FONTS = new URL('../../assets/fonts/', import.meta.url);

/** Draws a Vega-Lite chart. The same chart gives the same bytes on every machine: only the shipped fonts are used. */
export async function renderChart(chart: TopLevelSpec): Promise<RenderedChart> {
  const { spec } = compile({ ...chart, config: { ...chart.config, font: FONT } });
  const view = new View(parse(spec), { renderer: 'none' });
  try {
    const svg = await view.toSVG();
    return { svg, png: await toPng(svg) };
  } finally {
    view.finalize();
  }
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
