import type { Dataset } from '../data/Dataset.js';
import { margins, type LayerMargins } from '../landscape/margins.js';
import type { Network } from '../network/Network.js';
import { csv } from './csv.js';
import { marginsChart } from './marginsChart.js';
import { makeFolder } from '../files/makeFolder.js';
import { writePlot } from './writePlot.js';

export interface MarginsSummary {
  readonly format: 'kinkless-plot/1';
  readonly plot: 'margins';
  readonly samples: number;
  readonly widths: readonly number[];
  readonly layers: readonly {
    readonly layer: number;
    /** Pre-activations that carry a kink, those of them that are zero to rounding, and the others. */
    readonly carrying: number;
    readonly onKink: number;
    readonly withoutKink: number;
    /** Of |u|; null where nothing can kink. */
    readonly quantiles: Readonly<Record<(typeof QUANTILES)[number][0], number>> | null;
    /** The smallest and the largest bound on a rounding error. */
    readonly tolerance: readonly [number, number] | null;
  }[];
}

const QUANTILES = [
  ['min', 0],
  ['q01', 0.01],
  ['q10', 0.1],
  ['median', 0.5],
  ['q90', 0.9],
  ['max', 1],
] as const;

/**
 * Draws how far all pre-activations are from their kinks: `margins.svg`, `.png`, `.csv` (one row for each that carries a kink) and `.json`.
 *
 * @throws {FileError} if a file cannot be written
 * @throws `signal.reason` when aborted
 */
export async function plotMargins(
  network: Network,
  data: Dataset,
  folder: string,
  { signal }: { readonly signal?: AbortSignal | undefined } = {},
): Promise<{ readonly summary: MarginsSummary; readonly files: readonly string[] }> {
  await makeFolder(folder);
  const layers = await margins(network, data, { signal });
  const title = `Pre-activation margins of a ${network.widths.join('-')} network, ${String(data.samples)} samples`;
  const summary: MarginsSummary = {
    format: 'kinkless-plot/1',
    plot: 'margins',
    samples: data.samples,
    widths: network.widths,
    layers: layers.map(summaryOf),
  };
  const files = await writePlot(folder, { name: 'margins', chart: marginsChart(layers, title), tables: { '': table(layers) }, summary });
  return { summary, files };
}

function summaryOf({ layer, preActivation, tolerance, onKink, withoutKink }: LayerMargins): MarginsSummary['layers'][number] {
  const carrying = preActivation.length;
  const quantile = (share: number) => Math.abs(preActivation[Math.round(share * (carrying - 1))]!);
  const quantiles = Object.fromEntries(QUANTILES.map(([name, share]) => [name, quantile(share)]));
  const sorted = tolerance.slice().sort();
  return {
    layer,
    carrying,
    onKink,
    withoutKink,
    quantiles: carrying === 0 ? null : (quantiles as NonNullable<MarginsSummary['layers'][number]['quantiles']>),
    tolerance: carrying === 0 ? null : [sorted[0]!, sorted[carrying - 1]!],
  };
}

function table(layers: readonly LayerMargins[]): string {
  const joined = (column: (margins: LayerMargins) => ArrayLike<number>) => layers.flatMap((margins) => Array.from(column(margins)));
  const columns = {
    layer: joined(({ layer, unit }) => new Int32Array(unit.length).fill(layer)),
    unit: joined(({ unit }) => unit),
    sample: joined(({ sample }) => sample),
    u: joined(({ preActivation }) => preActivation),
    tolerance: joined(({ tolerance }) => tolerance),
  };
  return csv(columns, columns.layer.length);
}
