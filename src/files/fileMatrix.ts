import { matrix, type Refuse } from '../arguments.js';
import type { Matrix } from '../Matrix.js';
import type { FileArray } from './FileArray.js';
import { shapeText } from './shapeText.js';

/** An array of a file as a matrix of finite numbers; `name` is what the file calls it. */
export function fileMatrix(
  name: string,
  array: FileArray | undefined,
  shape: { readonly rows?: number; readonly columns?: number },
  refuse: Refuse,
): Matrix {
  if (array === undefined) return refuse(name, 'an array', 'none');
  const [rows, columns] = array.shape;
  if (rows === undefined || columns === undefined) return refuse(name, 'a matrix', shapeText(array));
  const required = { rows: shape.rows ?? rows, columns: shape.columns ?? columns };
  if (required.rows !== rows || required.columns !== columns) {
    return refuse(name, `a ${String(required.rows)} × ${String(required.columns)} matrix`, shapeText(array));
  }
  return matrix(name, { data: array.data, rows, columns }, {}, refuse);
}
