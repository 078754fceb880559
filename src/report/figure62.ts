import path from 'node:path';
import type { CheckReport } from '../landscape/CheckReport.js';
import { loadAddon } from '../native/loadAddon.js';
import { version } from '../version.js';
import { csv } from './csv.js';
import { figure62Chart, shownTraces } from './figure62Chart.js';
import { figure62Run, PROTOCOL, type Figure62Run, type Trial } from './figure62Run.js';
import { makeFolder } from '../files/makeFolder.js';
import { writePlot } from './writePlot.js';

export interface Figure62Summary {
  readonly format: 'kinkless-figure/1';
  readonly figure: '6.2';
  readonly seed: number;
  readonly protocol: typeof PROTOCOL & { readonly learningRate: number };
  /** All learning rates tried, in this order. */
  readonly trials: readonly Trial[];
  /** The verdict on the end point, with all numbers. */
  readonly check: CheckReport;
  readonly versions: { readonly kinkless: string; readonly node: string; readonly blas: string };
}

export interface Figure62 {
  readonly summary: Figure62Summary;
  /** Paths of what was written. */
  readonly files: readonly string[];
}

// Of the seeds 0 to 19, the one whose runs end differentiably over the widest range of learning rates, 0.222 to 0.2265.
const DEFAULT_SEED = 12;

/**
 * Figure 6.2 of Soudry and Carmon (2016): runs the protocol, draws it and writes `figure-6.2.svg`, `.png`, `.csv`, `.json`, and the end
 * point as `model.json` and `data.json` into `folder`, which is made if it is not there.
 *
 * @throws {FileError} if a file cannot be written
 * @throws `signal.reason` when aborted
 */
export async function figure62(
  folder: string,
  {
    seed = DEFAULT_SEED,
    signal,
    onProgress,
  }: {
    readonly seed?: number | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((fraction: number, note: string) => void) | undefined;
  } = {},
): Promise<Figure62> {
  await makeFolder(folder);
  const figure = await figure62Run({ seed, signal, onProgress });
  signal?.throwIfAborted();
  const { run, data, report, trials, learningRate } = figure;
  const summary: Figure62Summary = {
    format: 'kinkless-figure/1',
    figure: '6.2',
    seed,
    protocol: { ...PROTOCOL, learningRate },
    trials,
    check: report,
    versions: { kinkless: version(), node: process.versions.node, blas: loadAddon().addon.info().blas },
  };
  const at = (name: string) => path.join(folder, name);
  const files = await writePlot(folder, { name: 'figure-6.2', chart: figure62Chart(figure), tables: { '': figureCsv(figure) }, summary });
  await run.network.write(at('model.json'));
  await data.write(at('data.json'));
  return { summary, files: [...files, at('model.json'), at('data.json')] };
}

/** What the figure draws: one row per recorded epoch, one column per line, such as `u_3_17` for unit 3 and sample 17. */
function figureCsv(figure: Figure62Run): string {
  const { run, traces } = figure;
  const { epoch, loss, learningRate, minAbs, preActivations } = run.history;
  const columns: Record<string, ArrayLike<number>> = { epoch, mse: loss.map((value) => 2 * value), learningRate, minAbs };
  for (const column of shownTraces(figure)) {
    const { unit, sample } = traces[column]!;
    columns[`u_${String(unit)}_${String(sample)}`] = epoch.map((_, row) => preActivations.data[row * preActivations.columns + column]!);
  }
  return csv(columns, epoch.length);
}
