import { types } from 'node:util';
import type { Matrix } from '../Matrix.js';
import type { Refuse } from './Refuse.js';
import { allocate } from './allocate.js';
import { copyTyped } from './copyTyped.js';
import { describe } from './describe.js';
import { guarded } from './guarded.js';
import { integer } from './integer.js';
import { lengthOf } from './lengthOf.js';
import { numbers } from './numbers.js';
import { refuseArgument } from './refuseArgument.js';

/** The shape a matrix must have, where it is known. */
export interface MatrixShape {
  readonly rows?: number | undefined;
  readonly columns?: number | undefined;
}

/**
 * A copy of a matrix of finite numbers with at least one row and one column. `value` is a {@link Matrix} (its `data` a Float64Array or a
 * Float32Array), or a list of rows, each a list of numbers.
 *
 * @throws {ArgumentError} naming the first row or entry that does not fit, such as `inputs[3][1]`
 */
export function matrix(name: string, value: unknown, wanted: MatrixShape = {}, refuse: Refuse = refuseArgument): Matrix {
  // Own properties only: what all objects inherit from a polluted prototype is no shape.
  const shape = { rows: undefined, columns: undefined, ...wanted };
  const expected = expectation(shape);
  return guarded(name, expected, refuse, () => {
    if (Array.isArray(value)) return Object.freeze(fromRows(name, value, shape, expected, refuse));
    if (typeof value !== 'object' || value === null) return refuse(name, expected, describe(value));
    return Object.freeze(fromParts(name, value as { readonly [K in keyof Matrix]?: unknown }, shape, expected, refuse));
  });
}

function expectation({ rows, columns }: MatrixShape): string {
  const parts: string[] = [];
  if (rows !== undefined) parts.push(`${String(rows)} rows`);
  if (columns !== undefined) parts.push(`${String(columns)} columns`);
  return `a matrix${parts.length > 0 ? ` with ${parts.join(' and ')}` : ''} (a list of rows, or { data, rows, columns })`;
}

function fromRows(name: string, value: readonly unknown[], shape: MatrixShape, expected: string, refuse: Refuse): Matrix {
  const rows = lengthOf(name, value, expected, refuse);
  if (rows === 0) return refuse(name, expected, 'an empty list');
  if (shape.rows !== undefined && rows !== shape.rows) return refuse(name, expected, `${String(rows)} rows`);
  // Before anything is allocated: a list may claim to be longer than it is.
  for (let i = 0; i < rows; i++) {
    if (!isList(value[i])) return refuse(`${name}[${String(i)}]`, 'a row of numbers', describe(value[i]));
  }
  const first = numbers(`${name}[0]`, value[0], shape.columns, refuse);
  const columns = first.length;
  if (columns === 0) return refuse(`${name}[0]`, 'a row of at least one number', 'an empty list');
  const data = allocate(name, rows * columns, refuse);
  data.set(first);
  for (let i = 1; i < rows; i++) data.set(numbers(`${name}[${String(i)}]`, value[i], columns, refuse), i * columns);
  return { data, rows, columns };
}

function isList(value: unknown): boolean {
  return Array.isArray(value) || types.isFloat64Array(value) || types.isFloat32Array(value);
}

function fromParts(
  name: string,
  parts: { readonly [K in keyof Matrix]?: unknown },
  shape: MatrixShape,
  expected: string,
  refuse: Refuse,
): Matrix {
  const { data: given, rows: givenRows, columns: givenColumns } = parts;
  if (given === undefined || givenRows === undefined || givenColumns === undefined) return refuse(name, expected, describe(parts));
  const rows = integer(`${name}.rows`, givenRows, { min: 1 }, refuse);
  const columns = integer(`${name}.columns`, givenColumns, { min: 1 }, refuse);
  if ((shape.rows ?? rows) !== rows || (shape.columns ?? columns) !== columns) {
    return refuse(name, expected, `a ${String(rows)} × ${String(columns)} matrix`);
  }
  if (!types.isFloat64Array(given) && !types.isFloat32Array(given)) {
    return refuse(`${name}.data`, 'a Float64Array or a Float32Array', describe(given));
  }
  const data = copyTyped(`${name}.data`, given, refuse);
  if (data.length !== rows * columns) {
    return refuse(`${name}.data`, `${String(rows)} × ${String(columns)} numbers`, `${String(data.length)} numbers`);
  }
  data.forEach((entry, i) => {
    if (Number.isFinite(entry)) return;
    refuse(`${name}[${String(Math.floor(i / columns))}][${String(i % columns)}]`, 'a finite number', describe(entry));
  });
  return { data, rows, columns };
}
