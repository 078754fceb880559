import { changedText } from './changedText.js';
import { readData, readModel } from './read.js';
import type { FuzzTarget } from './FuzzTarget.js';

const MODELS = [
  '{ "format": "kinkless-model/1", "inputs": 2, "slopes": [0], "layers": [{ "weights": [[0.33, 0.5], [1, -2]], "bias": [0, 1] }, { "weights": [[0.5, 0.5]] }] }',
  '{"format":"kinkless-model/1","inputs":1,"slopes":[],"layers":[{"weights":[[1e-3]]}]}',
];
const DATA = [
  '{ "format": "kinkless-data/1", "inputs": [[1, 2], [3, -4.5e-3]], "targets": [1, -1], "masks": [[[1, 2, 0], [0, 1, 2]]] }',
  '{ "format": "kinkless-data/1", "inputs": [[1]], "targets": [[1, 2]], "masks": { "kind": "gaussian", "sigma": 0.5, "seed": 3 } }',
];
const TABLES = ['a,b,y\n1,2,3\n4,5,-6e-2\n', '1,2,3\n4,5,6\n7,8,9', '"a, b", y ,"z ""q"""\r\n\r\n1, 2 ,"3"\r\n4,5,6\r\n'];

/** Readers of JSON and CSV. */
export const textTargets: readonly FuzzTarget[] = [
  { name: 'JSON model', file: 'input.json', generate: changedText(MODELS), read: readModel },
  {
    name: 'JSON data',
    file: 'input.json',
    generate: changedText(DATA),
    read: (file, bytes) => {
      readData(file, bytes);
    },
  },
  {
    name: 'CSV',
    file: 'input.csv',
    generate: changedText(TABLES),
    read: (file, bytes, random) => {
      readData(file, bytes, random.pick([undefined, undefined, 1, 2, 3, ['y'], ['y', 'a'], ['__proto__']]));
    },
  },
];
