import type { TopLevelSpec } from 'vega-lite';
import { CHART, COLOURS, CONFIG, TITLE } from './chartStyle.js';
import type { Protocol } from './figure61Plan.js';
import type { Figure61Row } from './figure61Rows.js';
import { verdictColours } from './verdictColours.js';

const WIDTH = 270;
/** Of the widths d, from the narrowest on: shades of one colour that no verdict has. */
const LINES = ['#c9a46b', '#8c510a', '#2d1b06'];
const SHAPES = ['circle', 'square', 'triangle-up'];
const POINT = { size: 40, filled: true, opacity: 1 };
/** How far the lines of different widths stand apart, so that their error bars do not hide each other. */
const APART = 0.012;

/** Three panels for each kind of data and depth, side by side: mce, share of full rank, share of each verdict. */
export function figure61Chart(rows: readonly Figure61Row[], repetitions: number, protocol: Protocol): TopLevelSpec {
  const columns = [...new Set(rows.map(({ data, hiddenLayers }) => `${data} ${String(hiddenLayers)}`))];
  const { steps, polish, batch, adam } = protocol;
  const axes = axesOf(protocol);
  return {
    ...CHART,
    title: {
      ...TITLE,
      text: 'Training error, rank and verdict against d²/N: networks of d inputs and d units per hidden layer',
      subtitle: [
        `ReLU, no biases, ${String(repetitions)} ${repetitions === 1 ? 'repetition' : 'repetitions'}; Adam, learning rate ${String(adam.learning_rate)}, halfway on a cosine down to 0; batches of ${String(batch)}`,
        `until no sample is misclassified, ${steps.toLocaleString('en')} steps at most; then Levenberg–Marquardt, ${String(polish.steps)} steps and ${String(polish.multiplyAdds / 1e9)}·10⁹ multiply-adds at most (${String(polish.multiplyAddsBeyond / 1e9)}·10⁹ where N > P)`,
      ],
    },
    hconcat: columns.map((column, k) => {
      const shown = rows.filter(({ data, hiddenLayers }) => `${data} ${String(hiddenLayers)}` === column);
      const { data, hiddenLayers } = shown[0]!;
      const first = k === 0;
      const subtitle = hiddenLayers === 1 ? 'one hidden layer' : 'two hidden layers';
      const text = data === 'gaussian' ? 'random data' : 'MNIST, 0–4 against 5–9';
      return {
        title: { text, subtitle, anchor: 'start', frame: 'group', fontSize: 13, subtitleFontSize: 13, offset: 8 },
        spacing: 16,
        vconcat: [errorPanel(shown, first, axes), rankPanel(shown, first, axes), verdictPanel(shown, first, axes)],
      };
    }),
    spacing: 24,
    resolve: { legend: { color: 'shared', shape: 'shared', fill: 'shared' } },
    config: {
      ...CONFIG,
      legend: { ...CONFIG.legend, orient: 'bottom', direction: 'horizontal', symbolSize: 110, symbolOpacity: 1, columns: 7, offset: 14 },
    },
  } as unknown as TopLevelSpec;
}

const ratio = (title: string | null) => ({
  field: 'ratio',
  type: 'quantitative',
  title,
  scale: { domain: [0, 2.05], nice: false },
  axis: { tickCount: 5 },
});

/** What all panels have in common. */
interface Axes {
  readonly widths: readonly number[];
  readonly ratios: readonly number[];
  readonly width: { readonly color: object; readonly shape: object };
}

function axesOf({ widths, ratios }: Protocol): Axes {
  const width = (range: readonly string[]) => ({ field: 'd', type: 'nominal', title: 'width d', scale: { domain: widths, range } });
  return { widths, ratios, width: { color: width(LINES), shape: width(SHAPES) } };
}

function apart(rows: readonly Figure61Row[], { widths }: Axes) {
  const middle = (widths.length - 1) / 2;
  return rows.map((row) => ({ ...row, ratio: row.ratio + APART * (widths.indexOf(row.d) - middle) }));
}

function errorPanel(rows: readonly Figure61Row[], first: boolean, axes: Axes): object {
  const values = apart(rows, axes).map((row) => ({
    ...row,
    low: Math.max(0, row.mce - row.mceDeviation),
    high: row.mce + row.mceDeviation,
  }));
  const y = {
    type: 'quantitative',
    title: first ? 'classification error, mean ± sd' : null,
    scale: { domain: [0, 0.4], clamp: true },
    axis: { format: '.1f', tickCount: 5, minExtent: 30 },
  };
  return {
    width: WIDTH,
    height: 220,
    layer: [
      mark(1, 'd² = N'),
      ...(rows[0]!.hiddenLayers === 2 ? [mark(0.5, 'P ≈ N')] : []),
      {
        data: { values },
        encoding: { x: ratio(null), color: axes.width.color },
        layer: [
          {
            mark: { type: 'errorbar', ticks: { size: 5 }, thickness: 1.2 },
            encoding: { y: { field: 'low', ...y }, y2: { field: 'high' } },
          },
          { mark: { type: 'line', strokeWidth: 1.6, point: POINT }, encoding: { y: { field: 'mce', ...y }, shape: axes.width.shape } },
        ],
      },
    ],
  };
}

/** A dashed line at a ratio, with its name. */
function mark(at: number, name: string): object {
  const data = { values: [{ ratio: at }] };
  const x = { field: 'ratio', type: 'quantitative' };
  return {
    layer: [
      { data, mark: { type: 'rule', strokeDash: [5, 4], color: COLOURS.muted }, encoding: { x } },
      {
        data,
        mark: { type: 'text', text: name, align: 'left', baseline: 'top', dx: 4, fontSize: 11, color: COLOURS.muted },
        encoding: { x, y: { value: 4 } },
      },
    ],
  };
}

function rankPanel(rows: readonly Figure61Row[], first: boolean, axes: Axes): object {
  const values = apart(rows, axes).map((row) => ({ ...row, share: row.trials === 0 ? 0 : row.fullRank / row.trials }));
  return {
    width: WIDTH,
    height: 120,
    layer: [
      mark(1, ''),
      {
        data: { values },
        mark: { type: 'line', strokeWidth: 1.6, point: POINT },
        encoding: {
          ...axes.width,
          x: ratio('d²/N'),
          y: {
            field: 'share',
            type: 'quantitative',
            title: first ? 'G of full rank' : null,
            scale: { domain: [0, 1] },
            axis: { format: '%', tickCount: 3, minExtent: 30 },
          },
        },
      },
    ],
  };
}

function verdictPanel(rows: readonly Figure61Row[], first: boolean, { widths, ratios }: Axes): object {
  const names = Object.keys(verdictColours) as (keyof typeof verdictColours)[];
  const values = rows.flatMap((row) => {
    let below = 0;
    return names.flatMap((verdict) => {
      const share = (row.verdicts[verdict] ?? 0) / Math.max(1, row.trials);
      if (share === 0) return [];
      const bar = { ratio: row.ratio, d: row.d, verdict, from: below, to: below + share };
      below += share;
      return [bar];
    });
  });
  return {
    width: WIDTH,
    height: 150,
    data: { values },
    mark: { type: 'bar', stroke: 'white', strokeWidth: 0.3 },
    encoding: {
      x: {
        field: 'ratio',
        type: 'ordinal',
        title: `d²/N; bars: d = ${widths.join(', ')}`,
        scale: { domain: ratios, paddingInner: 0.25 },
        axis: { labelAngle: 0, labelFontSize: 10 },
      },
      xOffset: { field: 'd', type: 'ordinal', scale: { domain: widths } },
      y: {
        field: 'from',
        type: 'quantitative',
        title: first ? 'verdicts' : null,
        scale: { domain: [0, 1] },
        axis: { format: '%', tickCount: 3, minExtent: 30 },
      },
      y2: { field: 'to' },
      fill: {
        field: 'verdict',
        type: 'nominal',
        title: 'verdict after the polish',
        scale: { domain: names, range: Object.values(verdictColours) },
      },
    },
  };
}
