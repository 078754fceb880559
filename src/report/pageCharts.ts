import type { TopLevelSpec } from 'vega-lite';
import type { SqlValue } from '../sweep/SqlDatabase.js';
import type { SweepStore } from '../sweep/SweepStore.js';
import { COLOURS } from './chartStyle.js';
import { renderSvg } from './renderSvg.js';
import type { SweepCell, SweepCells } from './sweepCells.js';
import { verdictColours } from './verdictColours.js';

/** A picture of the page: its heading, what it shows, and SVG text. */
export interface PageChart {
  readonly title: string;
  readonly text: string;
  readonly svg: string;
}

const WIDTH = 340;
const HEIGHT = 200;
/** More lines or columns than this are no picture any more. */
const MOST_SERIES = 8;
const MOST_VALUES = 40;
const LINES = [COLOURS.blue, COLOURS.vermilion, COLOURS.green, COLOURS.purple, COLOURS.orange, COLOURS.sky, COLOURS.ink, COLOURS.muted];

/** The page's style sheet gives these their colours in the dark. */
const CONFIG = {
  background: 'transparent',
  axis: {
    labelFontSize: 11,
    titleFontSize: 12,
    titleFontWeight: 'normal',
    labelColor: '#333333',
    titleColor: '#333333',
    gridColor: '#e6e6e6',
    domainColor: '#999999',
    tickColor: '#999999',
  },
  legend: {
    labelFontSize: 11,
    titleFontSize: 11,
    titleFontWeight: 'normal',
    labelColor: '#333333',
    titleColor: '#333333',
    orient: 'top',
    columns: 4,
  },
  view: { stroke: null },
} as const;

interface Axes {
  /** The parameter along the horizontal axis: of the numeric ones that with the most values. */
  readonly x: string;
  /** The one that tells lines apart, if there is one. */
  readonly series: string | undefined;
  readonly value: (cell: SweepCell, key: string) => SqlValue;
}

function chooseAxes({ keys, cells }: SweepCells): Axes | undefined {
  const value = (cell: SweepCell, key: string) => cell.values[keys.indexOf(key)]!;
  const distinct = (key: string) => new Set(cells.map((cell) => value(cell, key))).size;
  const numeric = keys.filter((key) => cells.every((cell) => typeof value(cell, key) === 'number'));
  // The d²/N that a figure is about goes before what was derived from it.
  const x = numeric.includes('ratio') ? 'ratio' : numeric.toSorted((a, b) => distinct(b) - distinct(a))[0];
  if (x === undefined || distinct(x) < 2) return undefined;
  const others = keys.filter((key) => key !== x && distinct(key) > 1 && distinct(key) <= MOST_SERIES);
  const series = others.toSorted((a, b) => distinct(b) - distinct(a))[0];
  return { x, series, value };
}

/** All pictures that the measurements of a store allow. */
export async function pageCharts(store: SweepStore, table: SweepCells): Promise<readonly PageChart[]> {
  const axes = chooseAxes(table);
  const over = axes === undefined ? [] : table.keys.filter((key) => key !== axes.x && key !== axes.series);
  const also = over.length === 0 ? '' : `, and over ${over.join(', ')}`;
  const wanted: [string, string, TopLevelSpec | undefined][] = [
    ['Classification error', `mean ± standard deviation over the trials${also}`, axes && lines(table.cells, axes, 'mce', 'mce', true)],
    ['Loss', `mean over the trials${also}`, axes && lines(table.cells, axes, 'loss', 'loss', false)],
    ['Full rank of G', 'share of the trials', axes && lines(table.cells, axes, 'fullRank', 'share', false)],
    ['Verdicts', 'share of the trials that were judged', axes && verdicts(table.cells, axes)],
    [
      'Heat map',
      `mean ${table.cells.some(({ mce }) => mce !== null) ? 'classification error' : 'loss'} over the trials${also}`,
      axes && heatMap(table.cells, axes),
    ],
    ['Margins', 'trials by the decade of their smallest pre-activation that can kink, min |u|', decades(store, 'min_abs_u', 'min |u|')],
    ['Spectra', "trials by the decade of the Hessian's largest eigenvalue", decades(store, 'hessian_max', 'largest eigenvalue')],
    ['Loss reached', 'trials by the decade of their loss', decades(store, 'loss', 'loss')],
  ];
  const drawn: PageChart[] = [];
  for (const [title, text, chart] of wanted) {
    if (chart !== undefined) drawn.push({ title, text, svg: await renderSvg(chart, `chart${String(drawn.length)}-`) });
  }
  return drawn;
}

const show = (value: SqlValue) => (value === null ? 'default' : String(value));

/** Means over all cells that share the two axes. */
function together(cells: readonly SweepCell[], { x, series, value }: Axes, of: (cell: SweepCell) => number | null) {
  const groups = new Map<string, { x: number; series: string; sum: number; squares: number; trials: number }>();
  for (const cell of cells) {
    const number = of(cell);
    if (number === null) continue;
    const [at, name] = [value(cell, x) as number, series === undefined ? '' : show(value(cell, series))];
    const key = `${String(at)} ${name}`;
    const group = groups.get(key) ?? { x: at, series: name, sum: 0, squares: 0, trials: 0 };
    const deviation = of(cell) === cell.mce ? (cell.mceDeviation ?? 0) : 0;
    group.sum += number * cell.trials;
    group.squares += (number ** 2 + deviation ** 2) * cell.trials;
    group.trials += cell.trials;
    groups.set(key, group);
  }
  return [...groups.values()].map(({ sum, squares, trials, ...group }) => {
    const mean = sum / trials;
    const deviation = Math.sqrt(Math.max(0, squares / trials - mean ** 2));
    return { ...group, mean, low: Math.max(0, mean - deviation), high: mean + deviation };
  });
}

function lines(
  cells: readonly SweepCell[],
  axes: Axes,
  field: 'mce' | 'loss' | 'fullRank',
  title: string,
  bars: boolean,
): TopLevelSpec | undefined {
  const values = together(cells, axes, (cell) => cell[field]);
  if (values.length === 0) return undefined;
  const positive = values.filter(({ mean }) => mean > 0).map(({ mean }) => mean);
  const logarithmic = field === 'loss' && Math.max(...positive) / Math.min(...positive) > 100;
  const xs = values.map(({ x }) => x);
  const wide = Math.min(...xs) > 0 && Math.max(...xs) / Math.min(...xs) > 50;
  const y = {
    type: 'quantitative',
    title,
    scale: logarithmic ? { type: 'log' } : { zero: true },
    axis: { format: logarithmic ? '.0e' : field === 'fullRank' ? '%' : '~g', tickCount: 5 },
  };
  return {
    config: CONFIG,
    width: WIDTH,
    height: HEIGHT,
    data: { values: logarithmic ? values.filter(({ mean }) => mean > 0) : values },
    encoding: {
      x: { field: 'x', type: 'quantitative', title: axes.x, scale: { type: wide ? 'log' : 'linear', zero: false } },
      ...(axes.series !== undefined && {
        color: { field: 'series', type: 'nominal', title: axes.series, scale: { range: LINES }, sort: null },
      }),
    },
    layer: [
      ...(bars
        ? [{ mark: { type: 'errorbar', ticks: { size: 5 }, opacity: 0.6 }, encoding: { y: { field: 'low', ...y }, y2: { field: 'high' } } }]
        : []),
      {
        mark: { type: 'line', point: { size: 24 }, strokeWidth: 1.8, ...(axes.series === undefined && { color: COLOURS.blue }) },
        encoding: { y: { field: 'mean', ...y } },
      },
    ],
  } as unknown as TopLevelSpec;
}

function verdicts(cells: readonly SweepCell[], { x, value }: Axes): TopLevelSpec | undefined {
  const names = Object.keys(verdictColours) as (keyof typeof verdictColours)[];
  const counts = new Map<number, Partial<Record<string, number>>>();
  for (const cell of cells) {
    const at = value(cell, x) as number;
    const sums = counts.get(at) ?? {};
    for (const name of names) sums[name] = (sums[name] ?? 0) + (cell.verdicts[name] ?? 0);
    counts.set(at, sums);
  }
  const values = [...counts].flatMap(([at, sums]) => names.map((verdict, order) => ({ x: at, verdict, order, count: sums[verdict] ?? 0 })));
  const met = names.filter((name) => values.some(({ verdict, count }) => verdict === name && count > 0));
  if (met.length === 0 || counts.size > MOST_VALUES) return undefined;
  return {
    config: CONFIG,
    width: WIDTH,
    height: HEIGHT,
    data: { values: values.filter(({ count }) => count > 0) },
    mark: { type: 'bar' },
    encoding: {
      x: { field: 'x', type: 'ordinal', title: x, axis: { labelAngle: 0, labelOverlap: true } },
      y: { field: 'count', type: 'quantitative', stack: 'normalize', title: 'share', axis: { format: '%', tickCount: 5 } },
      order: { field: 'order', type: 'quantitative' },
      color: {
        field: 'verdict',
        type: 'nominal',
        title: null,
        scale: { domain: met, range: met.map((name) => verdictColours[name]) },
        legend: { columns: 3 },
      },
    },
  } as unknown as TopLevelSpec;
}

function heatMap(cells: readonly SweepCell[], axes: Axes): TopLevelSpec | undefined {
  if (axes.series === undefined) return undefined;
  const field = cells.some(({ mce }) => mce !== null) ? 'mce' : 'loss';
  const values = together(cells, axes, (cell) => cell[field]);
  if (values.length === 0 || new Set(values.map(({ x }) => x)).size > MOST_VALUES) return undefined;
  const rows = new Set(values.map(({ series }) => series)).size;
  return {
    config: CONFIG,
    width: WIDTH,
    height: Math.max(60, Math.min(HEIGHT, 36 * rows)),
    data: { values },
    mark: { type: 'rect' },
    encoding: {
      x: { field: 'x', type: 'ordinal', title: axes.x, axis: { labelAngle: 0, labelOverlap: true } },
      y: { field: 'series', type: 'ordinal', title: axes.series, sort: null },
      color: {
        field: 'mean',
        type: 'quantitative',
        title: field,
        scale: { scheme: 'viridis' },
        legend: { orient: 'right', gradientLength: 60, format: '~g' },
      },
    },
  } as unknown as TopLevelSpec;
}

/** How many trials have a number in each decade; zeros are a bar of their own. */
function decades(store: SweepStore, column: string, title: string): TopLevelSpec | undefined {
  // The exponent as SQLite prints it, after 17 characters and an e: not every build of it has logarithms.
  const exponent = `CAST(substr(printf('%.15e', ${column}), 19) AS INTEGER)`;
  const rows = store.query(
    `SELECT CASE WHEN ${column} > 0 THEN ${exponent} END AS decade, count(*) AS n FROM trials WHERE ${column} >= 0 GROUP BY decade ORDER BY decade`,
  );
  if (rows.length === 0) return undefined;
  const known = rows.filter(({ decade }) => decade !== null).map(({ decade, n }) => ({ decade: Number(decade), n: Number(n) }));
  const zeros = Number(rows.find(({ decade }) => decade === null)?.['n'] ?? 0);
  const low = Math.min(...known.map(({ decade }) => decade), 0);
  const values = [
    ...known.map(({ decade, n }) => ({ from: decade, to: decade + 1, n })),
    ...(zeros > 0 ? [{ from: low - 2, to: low - 1, n: zeros }] : []),
  ];
  const raised = [...'⁰¹²³⁴⁵⁶⁷⁸⁹'].reduce(
    (text, digit, k) => `replace(${text}, /${String(k)}/g, '${digit}')`,
    `replace(format(datum.value, 'd'), /[-−]/, '⁻')`,
  );
  return {
    config: CONFIG,
    width: WIDTH,
    height: HEIGHT,
    data: { values },
    mark: { type: 'rect', color: COLOURS.blue },
    encoding: {
      x: {
        field: 'from',
        type: 'quantitative',
        title,
        scale: { nice: false, zero: false, padding: 4 },
        axis: {
          tickCount: 8,
          tickMinStep: 1,
          labelExpr: `datum.value < ${String(low)} ? (datum.value < ${String(low - 1)} ? '0' : '') : '10' + ${raised}`,
        },
      },
      x2: { field: 'to' },
      y: { field: 'n', type: 'quantitative', title: 'trials', scale: { zero: true }, axis: { tickCount: 5, format: '~s' } },
      y2: { datum: 0 },
    },
  } as unknown as TopLevelSpec;
}
