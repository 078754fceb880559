import { abortSignal, filePath, options as parseOptions } from '../arguments.js';
import { requireEnding } from '../files/requireEnding.js';
import { requireFolder } from '../files/requireFolder.js';
import { writeAtomically } from '../files/writeAtomically.js';
import { csvPieces } from './csvPieces.js';
import { parquetPieces } from './parquetPieces.js';
import { SweepStore } from './SweepStore.js';

/**
 * Writes all trials of a store to a file for other programs: CSV or Parquet, by the ending `.csv` or `.parquet`. Columns are those of
 * {@link TrialRow}. The file is replaced as a whole or not at all.
 *
 * @returns how many trials
 * @throws {FileError} if the store cannot be read, or the file not be written
 * @throws `options.signal.reason` when aborted
 */
export async function exportTrials(
  path: string,
  out: string,
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<number> {
  const given = parseOptions('options', options, ['signal']);
  const signal = abortSignal('options.signal', given.signal);
  const file = filePath('out', out);
  const ending = requireEnding(file, ['.csv', '.parquet']);
  await requireFolder(file);
  const store = await SweepStore.open(path);
  try {
    let count = 0;
    const onPage = (rows: number): void => {
      signal?.throwIfAborted();
      count += rows;
    };
    const pieces = ending === '.csv' ? await csvPieces(store, onPage) : await parquetPieces(store, onPage);
    await writeAtomically(file, pieces);
    return count;
  } finally {
    store.close();
  }
}
