import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { textWidth } from './textWidth.js';

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

interface TextItem {
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

// Without a canvas Vega takes every character for 0.8 of the font's size, a third too wide. Its typings leave this setting out.
(vega as unknown as { textMetrics: { width: (item: TextItem, text?: unknown) => number } }).textMetrics.width = (item, text) =>
  textWidth(String(text ?? item.text ?? ''), item.fontSize ?? 11, item.fontWeight === 'bold' || Number(item.fontWeight) >= 600);

/** Draws a Vega-Lite chart. The same chart gives the same bytes on every machine: only the shipped fonts are used. */
export async function renderChart(chart: TopLevelSpec): Promise<RenderedChart> {
  const { spec } = compile({ ...chart, config: { ...chart.config, font: FONT } });
  const view = new vega.View(vega.parse(spec), { renderer: 'none' });
  try {
    const svg = renumbered(await view.toSVG());
    return { svg, png: await toPng(svg) };
  } finally {
    view.finalize();
  }
}

/** Vega counts clip paths and gradients through all charts of the process. */
function renumbered(svg: string): string {
  const names = new Map<string, string>();
  return svg.replaceAll(/(?<=id="|url\(#)(clip|gradient_)\d+/g, (name, kind: string) => {
    if (!names.has(name)) names.set(name, `${kind}${String(names.size)}`);
    return names.get(name)!;
  });
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
