import type { TopLevelSpec } from 'vega-lite';
import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import type { LayerSpec, UnitSpec } from 'vega-lite/types_unstable/spec/index.js';
import { CHART, CONFIG, panelTitle, TITLE } from './chartStyle.js';
import { PROTOCOL, type Figure62Run } from './figure62Run.js';
import { logAxis, type LogAxis } from './logAxis.js';
import { powerOfTen } from './powerOfTen.js';

/** Pre-activations drawn: those that end nearest to zero, and others in equal steps through all units and samples. */
const NEAREST = 12;
const OTHERS = 60;

const WIDTH = 720;
const THIN = '#7a9cc6';
const HEAVY = '#c0392b';

/** The columns of the traced pre-activations that the figure draws, in increasing order. */
export function shownTraces({ run, traces }: Figure62Run): number[] {
  const { data, rows, columns } = run.history.preActivations;
  const last = data.subarray((rows - 1) * columns, rows * columns);
  const byEnd = traces.map((_, k) => k).sort((a, b) => Math.abs(last[a]!) - Math.abs(last[b]!));
  const others = Array.from({ length: OTHERS }, (_, k) => Math.floor((k * columns) / OTHERS));
  return [...new Set([...byEnd.slice(0, NEAREST), ...others])].sort((a, b) => a - b);
}

/** Two panels over the same epochs: |pre-activations|, and mse. */
export function figure62Chart(figure: Figure62Run): TopLevelSpec {
  const { run, report, trials, learningRate } = figure;
  const { epoch, loss, minAbs, preActivations } = run.history;
  const shown = shownTraces(figure);
  const lines = shown
    .flatMap((column) =>
      Array.from(epoch, (e, row) => ({ epoch: e, line: column, u: Math.abs(preActivations.data[row * preActivations.columns + column]!) })),
    )
    .filter(({ u }) => u > 0);
  const least = Array.from(epoch, (e, row) => ({ epoch: e, u: minAbs[row]! })).filter(({ u }) => u > 0);
  const errors = Array.from(epoch, (e, row) => ({ epoch: e, mse: 2 * loss[row]! })).filter(({ mse }) => mse > 0);
  const uAxis = logAxis(
    [...lines, ...least].map(({ u }) => u),
    9,
  );
  const mseAxis = logAxis(
    errors.map(({ mse }) => mse),
    9,
  );
  const { samples, inputs, hidden, decay, epochs } = PROTOCOL;
  const away = report.kinks.minAbs === null ? '' : `, min |u| = ${powerOfTen(report.kinks.minAbs)}`;
  return {
    ...CHART,
    title: {
      ...TITLE,
      text: `Gradient descent on a ${String(inputs)}-${String(hidden)}-1 ReLU network, ${String(samples)} Gaussian samples`,
      subtitle: [
        `learning rate ${String(learningRate)}${trials.length > 1 ? ` (${String(trials.length)} tried)` : ''}, from epoch ${String(decay.from)} on multiplied by ${String(decay.factor)} per epoch; seed ${String(figure.seed)}`,
        `end: ${report.verdict}, mse = ${powerOfTen(report.mse)}${away}`,
      ],
    },
    vconcat: [
      {
        width: WIDTH,
        height: 300,
        layer: [
          {
            data: { values: lines },
            mark: { type: 'line', color: THIN, strokeWidth: 0.8, opacity: 0.55 },
            encoding: {
              x: epochAxis(epochs, ''),
              y: yAxis('u', '|u|', uAxis),
              detail: { field: 'line', type: 'nominal' },
            },
          },
          {
            data: { values: least },
            mark: { type: 'line', color: HEAVY, strokeWidth: 2.5 },
            encoding: { x: epochAxis(epochs, ''), y: yAxis('u', '|u|', uAxis) },
          },
          ...decayRule(decay.from),
        ],
        title: panelTitle(
          `${String(shown.length)} of ${String(inputs * samples)} pre-activations |u|; heavy: the smallest of all, min |u|`,
        ),
      },
      {
        width: WIDTH,
        height: 240,
        layer: [
          {
            data: { values: errors },
            mark: { type: 'line', color: '#2c3e50', strokeWidth: 2 },
            encoding: { x: epochAxis(epochs, 'epoch'), y: yAxis('mse', 'mse', mseAxis) },
          },
          ...decayRule(decay.from),
        ],
        title: panelTitle('mean squared error, (1/N) Σ e²'),
      },
    ],
    spacing: 24,
    config: CONFIG,
  };
}

function epochAxis(epochs: number, title: string): PositionFieldDef<string> {
  return {
    field: 'epoch',
    type: 'quantitative',
    title,
    scale: { domain: [0, epochs], nice: false },
    axis: { tickCount: 6, format: ',d' },
  };
}

function yAxis(field: string, title: string, { domain, ticks, labelExpression }: LogAxis): PositionFieldDef<string> {
  return {
    field,
    type: 'quantitative',
    title,
    scale: { type: 'log', domain: [...domain], nice: false, clamp: true },
    axis: { values: [...ticks], labelExpr: labelExpression, minExtent: 48 },
  };
}

/** A dashed line where the learning rate begins to decay, with its name. */
function decayRule(epoch: number): (UnitSpec<string> | LayerSpec<string>)[] {
  const data = { values: [{ epoch }] };
  const x: PositionFieldDef<string> = { field: 'epoch', type: 'quantitative' };
  return [
    { data, mark: { type: 'rule', strokeDash: [5, 4], color: '#555555' }, encoding: { x } },
    {
      data,
      mark: { type: 'text', text: 'learning rate decays →', align: 'left', baseline: 'top', dx: 6, fontSize: 11, color: '#555555' },
      encoding: { x, y: { value: 6 } },
    },
  ];
}
