import type { Dataset } from '../data/Dataset.js';
import { randomDirection } from '../landscape/randomDirection.js';
import { extremeEigenvalues } from '../landscape/spectrum/extremeEigenvalues.js';
import { sliceLine, type LineSlice } from '../landscape/sliceLine.js';
import { slicePlane, type PlaneSlice } from '../landscape/slicePlane.js';
import type { Network } from '../network/Network.js';
import { csv } from './csv.js';
import { makeFolder } from '../files/makeFolder.js';
import { sliceLineChart } from './sliceLineChart.js';
import { slicePlaneChart } from './slicePlaneChart.js';
import { writePlot } from './writePlot.js';

/** What a slice may go along: a random direction, or an eigenvector of the largest or smallest eigenvalue of the Hessian. */
export type Direction = 'random' | 'largest' | 'smallest';

export interface SliceSummary {
  readonly format: 'kinkless-plot/1';
  readonly plot: 'slice';
  readonly samples: number;
  readonly widths: readonly number[];
  readonly along: readonly Direction[];
  readonly seed: number;
  readonly range: number;
  /** At the network. */
  readonly loss: number;
  /** The smallest of the losses in the slice, and where: one coordinate, or two. */
  readonly lowest: { readonly loss: number; readonly at: readonly number[] };
  /** For each layer, how many pre-activations pass through zero on the line, or have a curve in the plane among those that are drawn. */
  readonly kinks: readonly number[];
  /** Of the plane, those that are not drawn as well. */
  readonly kinksInPlane?: number;
  /** From the network, in steps of the direction; null where there is no kink in the slice. */
  readonly nearestKink: number | null;
}

export interface PlotSliceOptions {
  /** One direction for a line, two for a plane. */
  readonly along: readonly Direction[];
  readonly range?: number | undefined;
  readonly points?: number | undefined;
  readonly seed?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number) => void) | undefined;
}

/**
 * Draws the loss along one direction or two, with the kinks: `slice.svg`, `.png`, `.json`, the losses as `slice.csv`, and the kinks as
 * `slice-kinks.csv`.
 *
 * @throws {ArgumentError} naming the option that does not fit
 * @throws {FileError} if a file cannot be written
 * @throws `signal.reason` when aborted
 */
export async function plotSlice(
  network: Network,
  data: Dataset,
  folder: string,
  { along, seed = 0, ...options }: PlotSliceOptions,
): Promise<{ readonly summary: SliceSummary; readonly files: readonly string[] }> {
  await makeFolder(folder);
  const [first, second] = (await directions(network, data, along, seed, options.signal)) as [Float64Array, Float64Array?];
  const title = `Loss around a ${network.widths.join('-')} network, ${String(data.samples)} samples`;
  const common = { format: 'kinkless-plot/1', plot: 'slice', samples: data.samples, widths: network.widths, along, seed } as const;
  const layers = network.hidden.length;
  if (second === undefined) {
    const slice = await sliceLine(network, data, first, options);
    const chart = sliceLineChart(slice, layers, title, `${NAMES[along[0]!]} ${UNIT}`);
    const tables = { '': csv({ t: slice.at, loss: slice.loss }, slice.at.length), '-kinks': lineKinksCsv(slice) };
    const summary = { ...common, ...lineFacts(slice, layers) };
    return { summary, files: await writePlot(folder, { name: 'slice', chart, tables, summary }) };
  }
  const slice = await slicePlane(network, data, [first, second], options);
  const chart = slicePlaneChart(slice, layers, title, [`${NAMES[along[0]!]} ${UNIT}`, NAMES[along[1]!]]);
  const summary = { ...common, ...planeFacts(slice, layers) };
  const tables = { '': planeCsv(slice), '-kinks': curvesCsv(slice) };
  return { summary, files: await writePlot(folder, { name: 'slice', chart, tables, summary }) };
}

const NAMES: Readonly<Record<Direction, string>> = {
  random: 'a random direction',
  largest: 'an eigenvector of the largest eigenvalues',
  smallest: 'an eigenvector of the smallest eigenvalues',
};
const UNIT = '(1: the length of the weights)';

/** Random ones, or eigenvectors of the Hessian scaled to the norm of the weights; the same name twice gives the next one. */
async function directions(
  network: Network,
  data: Dataset,
  along: readonly Direction[],
  seed: number,
  signal: AbortSignal | undefined,
): Promise<readonly Float64Array[]> {
  const count = (name: Direction) => along.filter((one) => one === name).length;
  const [largest, smallest] = [count('largest'), count('smallest')];
  const found =
    largest + smallest === 0 ? undefined : await extremeEigenvalues(network, data, { largest, smallest, vectors: true, seed, signal });
  const taken = { random: 0, largest: 0, smallest: largest };
  return along.map((name) => {
    const index = taken[name]++;
    if (name === 'random') return randomDirection(network, { seed, index });
    const { data: rows, columns } = found!.vectors!;
    return scaled(rows.slice(index * columns, (index + 1) * columns), network.parameters());
  });
}

/** A unit vector with the norm of the weights, its largest entry positive: an eigenvector has no sign. */
function scaled(vector: Float64Array, weights: Float64Array): Float64Array {
  const norm = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0)) || 1;
  const largest = vector.reduce((most, entry) => (Math.abs(entry) > Math.abs(most) ? entry : most), 0);
  return vector.map((entry) => entry * norm * (largest < 0 ? -1 : 1));
}

function lineFacts({ at, loss, kinks }: LineSlice, layers: number) {
  const lowest = loss.indexOf(least(loss));
  return {
    range: at.at(-1)!,
    loss: loss[(loss.length - 1) / 2]!,
    lowest: { loss: loss[lowest]!, at: [at[lowest]!] },
    kinks: Array.from({ length: layers }, (_, l) => kinks.layer.filter((layer) => layer === l + 1).length),
    nearestKink: kinks.at.length === 0 ? null : least(kinks.at.map(Math.abs)),
  };
}

function planeFacts({ at, loss, curves, kinks }: PlaneSlice, layers: number) {
  const lowest = loss.indexOf(least(loss));
  return {
    range: at.at(-1)!,
    loss: loss[(loss.length - 1) / 2]!,
    lowest: { loss: loss[lowest]!, at: [at[lowest % at.length]!, at[Math.floor(lowest / at.length)]!] },
    kinks: Array.from({ length: layers }, (_, l) => curves.filter(({ layer }) => layer === l + 1).length),
    kinksInPlane: kinks,
    nearestKink: curves[0]?.distance ?? null,
  };
}

function least(values: Float64Array): number {
  return values.reduce((low, value) => Math.min(low, value), Infinity);
}

function lineKinksCsv({ kinks: { at, layer, unit, sample } }: LineSlice): string {
  return csv({ t: at, layer, unit, sample }, at.length);
}

function planeCsv({ at, loss }: PlaneSlice): string {
  const s = loss.map((_, k) => at[k % at.length]!);
  const t = loss.map((_, k) => at[Math.floor(k / at.length)]!);
  return csv({ s, t, loss }, loss.length);
}

/** One row for each point that a curve is drawn through; `path` tells the parts of one curve apart. */
function curvesCsv({ curves }: PlaneSlice): string {
  const rows = curves.flatMap(({ layer, unit, sample, paths }) =>
    paths.flatMap((path, number) =>
      Array.from({ length: path.length / 2 }, (_, k) => [layer, unit, sample, number, path[2 * k]!, path[2 * k + 1]!] as const),
    ),
  );
  const column = (k: number) => rows.map((row) => row[k]!);
  return csv({ layer: column(0), unit: column(1), sample: column(2), path: column(3), s: column(4), t: column(5) }, rows.length);
}
