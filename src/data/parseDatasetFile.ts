import { describe, refuseArgument } from '../arguments.js';
import { fileMatrix } from '../files/fileMatrix.js';
import { parseCsv } from '../files/parseCsv.js';
import { parseJsonBytes } from '../files/parseJsonBytes.js';
import { parseNpy } from '../files/parseNpy.js';
import { refuseFile } from '../files/refuseFile.js';
import { requireEnding } from '../files/requireEnding.js';
import { dataEndings } from './dataEndings.js';
import type { DatasetParts } from './DatasetParts.js';
import { parseDataset } from './parseDataset.js';
import { parseDatasetNpz } from './parseDatasetNpz.js';
import { splitTargets } from './splitTargets.js';
import type { TargetColumns } from './TargetColumns.js';

/** The data set of a data file's bytes; what they are is told by the file's ending. `targets` is for files of a single table. */
export function parseDatasetFile(file: string, bytes: Uint8Array, targets: TargetColumns | undefined): DatasetParts {
  const refuse = refuseFile(file);
  const ending = requireEnding(file, dataEndings);
  switch (ending) {
    case '.csv':
      return splitTargets(parseCsv(bytes, typeof targets === 'object', refuse), targets, refuse);
    case '.npy':
      return splitTargets({ names: undefined, rows: fileMatrix('the array', parseNpy(bytes, refuse), {}, refuse) }, targets, refuse);
    case '.json':
    case '.npz':
      if (targets !== undefined) refuseArgument('targets', `none besides those in ${describe(file)}`, describe(targets));
      return ending === '.npz' ? parseDatasetNpz(bytes, refuse) : parseDataset(parseJsonBytes(file, bytes), refuse);
  }
}
