import * as vega from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';
import { textWidth } from './textWidth.js';

/** First the font that the package ships; the others are for readers of the SVG who do not have it. */
const FONT = 'DejaVu Sans, Verdana, sans-serif';

interface TextItem {
  readonly text?: unknown;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

// Without a canvas Vega takes every character for 0.8 of the font's size, a third too wide. Its typings leave this setting out.
(vega as unknown as { textMetrics: { width: (item: TextItem, text?: unknown) => number } }).textMetrics.width = (item, text) =>
  textWidth(String(text ?? item.text ?? ''), item.fontSize ?? 11, item.fontWeight === 'bold' || Number(item.fontWeight) >= 600);

/** A Vega-Lite chart as SVG text, sizes in pixels. Several in one page need a `prefix` of their own: of the names in each. */
export async function renderSvg(chart: TopLevelSpec, prefix = ''): Promise<string> {
  const { spec } = compile({ ...chart, config: { ...chart.config, font: FONT } });
  const view = new vega.View(vega.parse(spec), { renderer: 'none' });
  try {
    return renamed(await view.toSVG(), prefix);
  } finally {
    view.finalize();
  }
}

/** Vega counts clip paths and gradients through all charts of the process. */
function renamed(svg: string, prefix: string): string {
  const names = new Map<string, string>();
  return svg.replaceAll(/(?<=id="|url\(#)(clip|gradient_)\d+/g, (name, kind: string) => {
    if (!names.has(name)) names.set(name, `${prefix}${kind}${String(names.size)}`);
    return names.get(name)!;
  });
}
