import type { Matrix } from '../Matrix.js';
import { jsonList } from './jsonList.js';

/** A matrix as a JSON list of rows, one line each, in pieces. */
export function* jsonRows(matrix: Matrix, indent: string): Generator<string, void, undefined> {
  for (let i = 0; i < matrix.rows; i++) {
    yield `${i === 0 ? '[' : ','}\n${indent}  ${jsonList(matrix.data.subarray(i * matrix.columns, (i + 1) * matrix.columns))}`;
  }
  yield `\n${indent}]`;
}
