import { Dataset } from '../../src/data/Dataset.js';
import type { Matrix } from '../../src/Matrix.js';
import { Network } from '../../src/network/Network.js';
import type { Problem } from '../oracle/Problem.js';

/** An oracle's problem as the package's own objects. */
export function instance(problem: Problem): { network: Network; data: Dataset } {
  const { inputs, targets, masks, slopes, layers } = problem;
  return {
    network: Network.fromJSON({ format: 'kinkless-model/1', inputs: layers[0]!.weights[0]!.length, slopes, layers }),
    data: Dataset.from({ inputs: matrix(inputs), targets: matrix(targets), ...(masks === undefined ? {} : { masks: masks.map(matrix) }) }),
  };
}

function matrix(rows: readonly (readonly number[])[]): Matrix {
  return { data: Float64Array.from(rows.flat()), rows: rows.length, columns: rows[0]!.length };
}
