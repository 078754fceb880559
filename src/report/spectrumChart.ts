import type { TopLevelSpec } from 'vega-lite';
import type { LayerSpec, UnitSpec } from 'vega-lite/types_unstable/spec/index.js';
import { CHART, COLOURS, CONFIG, TITLE } from './chartStyle.js';
import { logAxis } from './logAxis.js';

/** Eigenvalues, each standing for `weights` of them. */
export interface Spectrum {
  readonly values: Float64Array;
  /** How many eigenvalues each value stands for. */
  readonly weights: Float64Array;
  /** What is not larger cannot be told from zero. */
  readonly tolerance: number;
}

const WIDTH = 720;
/** Bars per decade. */
const BARS = 4;
/** Half the width of the bar of those that are zero, in decades. */
const ZERO = 0.6;
const MOST_TICKS = 12;

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A histogram over an axis that is logarithmic on both sides of zero; everything within the tolerance is one bar in the middle. */
export function spectrumChart({ values, weights, tolerance }: Spectrum, title: string, subtitle: readonly string[]): TopLevelSpec {
  const first = Math.floor(Math.log10(tolerance));
  // A decade takes as much room on both sides; the first one stands at ±1.
  const place = (value: number) => Math.sign(value) * (1 + Math.max(0, Math.log10(Math.abs(value)) - first));
  const bars = new Map<string, { from: number; to: number; count: number; kind: string }>();
  values.forEach((value, k) => {
    const zero = Math.abs(value) <= tolerance;
    const bin = zero ? 0 : Math.floor(Math.abs(place(value)) * BARS);
    const kind = zero ? 'zero to rounding' : value > 0 ? 'positive' : 'negative';
    const side = value > 0 ? 1 : -1;
    const [from, to] = zero ? [-ZERO, ZERO] : [(side * bin) / BARS, (side * (bin + 1)) / BARS];
    const key = `${kind} ${String(bin)}`;
    const bar = bars.get(key) ?? { from, to, count: 0, kind };
    bar.count += weights[k]!;
    bars.set(key, bar);
  });
  const shown = [...bars.values()].filter(({ count }) => count > 0);
  const ends = shown.flatMap(({ from, to }) => [from, to]);
  const domain = [Math.min(-1, ...ends), Math.max(1, ...ends)] as const;
  const least = Math.min(0.5, ...shown.map(({ count }) => count / 2));
  const most = Math.max(10, ...shown.map(({ count }) => count));
  const ticks = decadeTicks(domain, first);
  const band = { from: -1, to: 1 };
  const x = {
    type: 'quantitative',
    title: 'eigenvalue',
    scale: { domain: [...domain], nice: false },
    axis: {
      values: ticks.map(({ at }) => at),
      labelExpr: `(${JSON.stringify(Object.fromEntries(ticks.map(({ at, label }) => [at, label])))})[datum.value]`,
    },
  };
  return {
    ...CHART,
    title: { ...TITLE, text: title, subtitle: [...subtitle] },
    width: WIDTH,
    height: 300,
    layer: [
      { data: { values: [band] }, mark: { type: 'rect', color: '#dddddd' }, encoding: { x: { field: 'from', ...x }, x2: { field: 'to' } } },
      {
        data: { values: shown },
        mark: { type: 'rect', stroke: 'white', strokeWidth: 0.4 },
        encoding: {
          x: { field: 'from', ...x },
          x2: { field: 'to' },
          y: {
            field: 'count',
            type: 'quantitative',
            title: 'eigenvalues per bar',
            scale: { type: 'log', domain: [least, 1.5 * most], nice: false },
            axis: { values: [...logAxis([2 * least, most], 5).ticks], format: '~g', minExtent: 36 },
          },
          y2: { datum: least },
          color: {
            field: 'kind',
            type: 'nominal',
            title: null,
            scale: { domain: ['negative', 'zero to rounding', 'positive'], range: [COLOURS.vermilion, COLOURS.muted, COLOURS.blue] },
            legend: { orient: 'top' },
          },
        },
      },
    ] as (UnitSpec<string> | LayerSpec<string>)[],
    config: CONFIG,
  };
}

/** Ticks at whole powers of ten on both sides, and at zero. */
function decadeTicks([low, high]: readonly [number, number], first: number): readonly { readonly at: number; readonly label: string }[] {
  const step = [1, 2, 5, 10].find((candidate) => (high - low) / candidate <= MOST_TICKS) ?? 20;
  const ticks = [{ at: 0, label: '0' }];
  for (let exponent = Math.ceil((first + 1) / step) * step; 1 + exponent - first <= Math.max(high, -low); exponent += step) {
    const at = 1 + exponent - first;
    const raised = [...String(exponent)].map((character) => (character === '-' ? '⁻' : RAISED[Number(character)]!)).join('');
    if (at <= high) ticks.push({ at, label: `10${raised}` });
    if (-at >= low) ticks.push({ at: -at, label: `−10${raised}` });
  }
  return ticks;
}
