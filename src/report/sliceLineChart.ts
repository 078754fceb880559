import type { TopLevelSpec } from 'vega-lite';
import type { LayerSpec, UnitSpec } from 'vega-lite/types_unstable/spec/index.js';
import type { LineSlice } from '../landscape/sliceLine.js';
import { CHART, COLOURS, CONFIG, panelTitle, TITLE } from './chartStyle.js';
import { lossAxis } from './lossAxis.js';
import { powerOfTen } from './powerOfTen.js';

const WIDTH = 720;
/** The axis begins at the loss that this share of the points is below: at a minimum the very lowest ones would take it all. */
const LOWEST_SHARE = 0.01;
const ROW = 30;
/** From this many kinks in a row on, their ticks are too close to be drawn one by one: so many columns count them. */
const MOST_TICKS = 400;

/** The loss on a line above the kinks of each layer. */
export function sliceLineChart({ at, loss, kinks }: LineSlice, layers: number, title: string, direction: string): TopLevelSpec {
  const axis = lossAxis(loss, LOWEST_SHARE);
  const range = at.at(-1)!;
  const x = (text: string | null) => ({
    field: 't',
    type: 'quantitative',
    title: text,
    scale: { domain: [-range, range], nice: false },
    axis: { tickCount: 9, ...(text === null && { labels: false }) },
  });
  const values = Array.from(at, (t, k) => ({ t, loss: axis.shown(loss[k]!) }));
  const y = { field: 'loss', type: 'quantitative', title: 'loss', scale: axis.scale, axis: { ...axis.axis, minExtent: 60 } };
  const panels = [
    {
      width: WIDTH,
      height: 300,
      layer: [
        rule(),
        { data: { values }, mark: { type: 'line', color: COLOURS.blue, strokeWidth: 2, clip: true }, encoding: { x: x(null), y } },
      ],
    },
    ...Array.from({ length: layers }, (_, k) => {
      const ts = kinks.at.filter((_t, j) => kinks.layer[j] === k + 1);
      return {
        width: WIDTH,
        height: ROW,
        title: panelTitle(
          `kinks of layer ${String(k + 1)}: ${ts.length.toLocaleString('en')}${ts.length > MOST_TICKS ? ', darker where there are more' : ''}`,
        ),
        layer: [rule(), ...rug(ts, range, x(k === layers - 1 ? `step t along ${direction}` : null))],
      };
    }),
  ];
  return {
    ...CHART,
    title: {
      ...TITLE,
      text: title,
      subtitle: [
        `dashed: the network, loss ${powerOfTen(loss[(loss.length - 1) / 2]!)}; ticks: where a pre-activation passes through zero`,
      ],
    },
    vconcat: panels as (UnitSpec<string> | LayerSpec<string>)[],
    spacing: 12,
    config: CONFIG,
  };
}

/** The network itself, at t = 0. */
function rule(): object {
  return {
    data: { values: [{ t: 0 }] },
    mark: { type: 'rule', color: COLOURS.muted, strokeDash: [4, 4] },
    encoding: { x: { field: 't', type: 'quantitative' } },
  };
}

function rug(ts: Float64Array, range: number, x: object): object[] {
  if (ts.length <= MOST_TICKS) {
    const values = Array.from(ts, (t) => ({ t }));
    return [{ data: { values }, mark: { type: 'tick', color: COLOURS.vermilion, thickness: 1, opacity: 0.7, size: ROW }, encoding: { x } }];
  }
  const step = (2 * range) / MOST_TICKS;
  const counts = new Array<number>(MOST_TICKS).fill(0);
  for (const t of ts) counts[Math.min(MOST_TICKS - 1, Math.floor((t + range) / step))]! += 1;
  const values = counts.map((count, k) => ({ t: k * step - range, end: (k + 1) * step - range, opacity: count / Math.max(...counts) }));
  return [
    {
      data: { values },
      mark: { type: 'rect', color: COLOURS.vermilion },
      encoding: {
        x,
        x2: { field: 'end' },
        opacity: { field: 'opacity', type: 'quantitative', scale: null },
      },
    },
  ];
}
