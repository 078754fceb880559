import type { TopLevelSpec } from 'vega-lite';
import type { LayerSpec, UnitSpec } from 'vega-lite/types_unstable/spec/index.js';
import type { LayerMargins } from '../landscape/margins.js';
import { CHART, COLOURS, CONFIG, panelTitle, TITLE } from './chartStyle.js';
import { logAxis } from './logAxis.js';
import { powerOfTen } from './powerOfTen.js';

const WIDTH = 720;
const BINS = 90;
/** Decades that the bin of those that are exactly zero stands left of all others. */
const ZERO_GAP = 1.2;

interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** How far the pre-activations of each layer are from their kinks: a histogram of log₁₀ |u|, with the rounding level. */
export function marginsChart(layers: readonly LayerMargins[], title: string): TopLevelSpec {
  const sizes = layers.flatMap(({ preActivation, tolerance }) => [range(preActivation), range(tolerance)].flat());
  const axis = logAxis(sizes, 12);
  const hasZeros = layers.some(({ preActivation }) => preActivation[0] === 0);
  const [low, high] = axis.domain;
  const step = Math.max(0.05, Math.log10(high / low) / BINS);
  const zeroBin = { from: low * 10 ** -ZERO_GAP, to: low * 10 ** (2 * step - ZERO_GAP) };
  const x = {
    type: 'quantitative',
    scale: { type: 'log', domain: [hasZeros ? zeroBin.from : low, high], nice: false },
    axis: {
      values: hasZeros ? [Math.sqrt(zeroBin.from * zeroBin.to), ...axis.ticks] : [...axis.ticks],
      labelExpr: `datum.value < ${String(low * 0.99)} ? '0' : ${axis.labelExpression}`,
    },
  } as const;
  return {
    ...CHART,
    title: { ...TITLE, text: title, subtitle: ['distance of the pre-activations from their kinks; both axes logarithmic'] },
    vconcat: layers.map((margins, k) => {
      const bins = histogram(margins, low, step, zeroBin);
      const titled = { ...x, title: k === layers.length - 1 ? '|u|' : null };
      return {
        width: WIDTH,
        height: 200,
        title: panelTitle(`layer ${String(margins.layer)}: ${summary(margins)}`),
        layer: [...roundingBand(margins, titled), ...bars(bins, titled)],
      };
    }),
    spacing: 20,
    config: CONFIG,
  };
}

/** The smallest and the largest magnitude. */
function range(values: Float64Array): number[] {
  let [low, high] = [Infinity, 0];
  for (const value of values) {
    if (value === 0) continue;
    low = Math.min(low, Math.abs(value));
    high = Math.max(high, Math.abs(value));
  }
  return [low, high];
}

function summary({ preActivation, onKink, withoutKink }: LayerMargins): string {
  if (preActivation.length === 0) return 'nothing can kink';
  const parts = [`${preActivation.length.toLocaleString('en')} pre-activations`, `min |u| = ${powerOfTen(Math.abs(preActivation[0]!))}`];
  if (onKink > 0) parts.push(`${onKink.toLocaleString('en')} zero to rounding`);
  if (withoutKink > 0) parts.push(`${withoutKink.toLocaleString('en')} more cannot kink`);
  return parts.join(', ');
}

interface Bins {
  readonly clear: Bin[];
  readonly onKink: Bin[];
}

function histogram({ preActivation, tolerance }: LayerMargins, low: number, step: number, zeroBin: Omit<Bin, 'count'>): Bins {
  const counts = { clear: new Map<number, number>(), onKink: new Map<number, number>() };
  preActivation.forEach((u, k) => {
    const bin = u === 0 ? -1 : Math.floor(Math.log10(Math.abs(u) / low) / step);
    const kind = Math.abs(u) <= tolerance[k]! ? counts.onKink : counts.clear;
    kind.set(bin, (kind.get(bin) ?? 0) + 1);
  });
  const bins = (kind: Map<number, number>) =>
    [...kind].map(([bin, count]) => ({
      ...(bin === -1 ? zeroBin : { from: low * 10 ** (bin * step), to: low * 10 ** ((bin + 1) * step) }),
      count,
    }));
  return { clear: bins(counts.clear), onKink: bins(counts.onKink) };
}

/** Half a count is the foot of the logarithmic axis: a single one is seen. */
const FOOT = 0.5;

function bars({ clear, onKink }: Bins, x: object): UnitSpec<string>[] {
  const most = Math.max(10, ...[...clear, ...onKink].map(({ count }) => count));
  const axis = logAxis([1, most], 5);
  return [
    { values: clear, color: COLOURS.blue },
    { values: onKink, color: COLOURS.vermilion },
  ].map(({ values, color }) => ({
    data: { values },
    mark: { type: 'rect', color, stroke: 'white', strokeWidth: 0.4 },
    encoding: {
      x: { field: 'from', ...x },
      x2: { field: 'to' },
      y: {
        field: 'count',
        type: 'quantitative',
        title: 'pre-activations per bar',
        scale: { type: 'log', domain: [FOOT, 1.3 * most], nice: false },
        axis: { values: [...axis.ticks], format: ',d', minExtent: 36 },
      },
      y2: { datum: FOOT },
    },
  }));
}

/** The bounds on the rounding errors reach over the band. */
function roundingBand({ tolerance }: LayerMargins, x: object): (UnitSpec<string> | LayerSpec<string>)[] {
  if (tolerance.length === 0) return [];
  const [from, to] = range(tolerance) as [number, number];
  const data = { values: [{ from, to }] };
  const field = { field: 'from', ...x };
  return [
    { data, mark: { type: 'rect', color: '#dddddd' }, encoding: { x: field, x2: { field: 'to' } } },
    {
      data,
      mark: { type: 'text', text: 'rounding error of u', align: 'left', baseline: 'top', dx: 4, fontSize: 11, color: COLOURS.muted },
      encoding: { x: { ...field, field: 'to' }, y: { value: 6 } },
    },
  ];
}
