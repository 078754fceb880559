import path from 'node:path';
import { loadAddon } from '../native/loadAddon.js';
import { sweep } from '../sweep/sweep.js';
import { SweepStore } from '../sweep/SweepStore.js';
import type { SweepProgress } from '../sweep/SweepOptions.js';
import { version } from '../version.js';
import { csv } from './csv.js';
import { figure61Chart } from './figure61Chart.js';
import { figure61Claims, type Claim } from './figure61Claims.js';
import { figure61Cells, figure61Plan, PROTOCOL, type Protocol } from './figure61Plan.js';
import { figure61Rows, type Figure61Row } from './figure61Rows.js';
import { makeFolder } from '../files/makeFolder.js';
import { verdictColours } from './verdictColours.js';
import { writePlot } from './writePlot.js';

export interface Figure61Summary {
  readonly format: 'kinkless-figure/1';
  readonly figure: '6.1';
  readonly repetitions: number;
  readonly protocol: Protocol;
  /** What the protocol came to for each cell: samples, epochs and steps of the polish at most. */
  readonly cells: ReturnType<typeof figure61Cells>;
  readonly trials: number;
  readonly failed: number;
  readonly claims: readonly Claim[];
  readonly rows: readonly Figure61Row[];
  readonly versions: { readonly kinkless: string; readonly node: string; readonly blas: string };
}

export interface Figure61Options {
  /** `gaussian`, `mnist:DIR`; `['gaussian']` if left out. */
  readonly data?: readonly string[] | undefined;
  /** Five repetitions instead of thirty. */
  readonly quick?: boolean | undefined;
  /** Another protocol than {@link PROTOCOL}. */
  readonly protocol?: Protocol | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: SweepProgress) => void) | undefined;
}

/**
 * Figure 6.1 of Soudry and Carmon (2016): runs it as a sweep whose store is `figure-6.1.sqlite` in `folder`, so that what was interrupted goes
 * on, draws it and writes `figure-6.1.svg`, `.png`, `.csv` and `.json`.
 *
 * @throws {FileError} if a file cannot be read or written
 * @throws {PlanMismatchError} if the folder has the store of other data
 * @throws `signal.reason` when aborted
 */
export async function figure61(
  folder: string,
  { data = ['gaussian'], quick = false, protocol = PROTOCOL, signal, onProgress }: Figure61Options = {},
): Promise<{ readonly summary: Figure61Summary; readonly files: readonly string[] }> {
  await makeFolder(folder);
  const file = path.join(folder, 'figure-6.1.sqlite');
  const repetitions = quick ? protocol.quickRepetitions : protocol.repetitions;
  const { trials, failed } = await sweep(figure61Plan(data, repetitions, protocol), { store: file, signal, onProgress });
  const store = await SweepStore.open(file);
  let rows: readonly Figure61Row[];
  try {
    rows = figure61Rows(store, repetitions);
  } finally {
    store.close();
  }
  const summary: Figure61Summary = {
    format: 'kinkless-figure/1',
    figure: '6.1',
    repetitions,
    protocol,
    cells: figure61Cells(protocol),
    trials,
    failed,
    claims: figure61Claims(rows),
    rows,
    versions: { kinkless: version(), node: process.versions.node, blas: loadAddon().addon.info().blas },
  };
  const chart = figure61Chart(rows, repetitions, protocol);
  return { summary, files: [...(await writePlot(folder, { name: 'figure-6.1', chart, tables: { '': table(rows) }, summary })), file] };
}

function table(rows: readonly Figure61Row[]): string {
  const column = (value: (row: Figure61Row) => number) => rows.map(value);
  const verdicts = Object.keys(verdictColours) as (keyof typeof verdictColours)[];
  return csv(
    {
      mnist: column(({ data }) => Number(data !== 'gaussian')),
      hidden_layers: column(({ hiddenLayers }) => hiddenLayers),
      d: column(({ d }) => d),
      ratio: column(({ ratio }) => ratio),
      samples: column(({ samples }) => samples),
      parameters: column(({ parameters }) => parameters),
      trials: column(({ trials }) => trials),
      mce: column(({ mce }) => mce),
      mce_deviation: column(({ mceDeviation }) => mceDeviation),
      mce_max: column(({ mceMax }) => mceMax),
      zero_error: column(({ zeroError }) => zeroError),
      full_rank: column(({ fullRank }) => fullRank),
      undecided_rank: column(({ undecidedRank }) => undecidedRank),
      ...Object.fromEntries(verdicts.map((verdict) => [verdict, column((row) => row.verdicts[verdict] ?? 0)])),
    },
    rows.length,
  );
}
