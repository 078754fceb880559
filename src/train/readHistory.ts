import type { History } from './History.js';

/** Columns of a row before the traces; see `native/core/training.h`. */
export const FIXED_COLUMNS = 7;

/** Takes apart the rows that the core wrote. */
export function readHistory(raw: Float64Array, traces: number): History {
  const columns = FIXED_COLUMNS + traces;
  const rows = raw.length / columns;
  const column = (k: number): Float64Array => Float64Array.from({ length: rows }, (_, row) => raw[row * columns + k]!);
  const mce = column(2);
  const preActivations = new Float64Array(rows * traces);
  for (let row = 0; row < rows; row++) preActivations.set(raw.subarray(row * columns + FIXED_COLUMNS, (row + 1) * columns), row * traces);
  return Object.freeze({
    epoch: column(0),
    loss: column(1),
    mce: mce.some((share) => share < 0) ? undefined : mce,
    gradientNorm: column(3),
    minAbs: column(4).map((value) => (value < 0 ? NaN : value)),
    learningRate: column(5),
    kicks: column(6),
    preActivations: Object.freeze({ data: preActivations, rows, columns: traces }),
  });
}
