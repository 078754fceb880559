import { oneOf, options, type Refuse } from '../arguments.js';
import type { DatasetParts } from './DatasetParts.js';
import { parseDatasetParts } from './parseDatasetParts.js';

/** The data set of a data file's JSON value; places are those inside the file, such as `inputs[3][1]`. */
export function parseDataset(value: unknown, refuse: Refuse): DatasetParts {
  const given = options('top level', value, ['format', 'inputs', 'targets', 'masks'], refuse);
  oneOf('format', given.format, ['kinkless-data/1'], refuse);
  return parseDatasetParts(given, refuse);
}
