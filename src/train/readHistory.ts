import type { History } from './History.js';
import { reserve } from '../native/reserve.js';

/** Columns of a row before the traces; see `native/core/train/training.h`. */
const FIXED_COLUMNS = 9;

/** Numbers of a row. */
export function rowLength(traces: number): number {
  return FIXED_COLUMNS + traces;
}

/** Rows that some epochs of a run may have: one every `historyEvery` epochs, the start, the end, and a return to the best point. */
export function mostRows(epochs: number, historyEvery: number): number {
  return Math.floor(epochs / historyEvery) + 4;
}

/** Takes apart the rows that the core wrote, in one or several stretches. */
export function readHistory(stretches: readonly Float64Array[], traces: number, validated: boolean): History {
  const columns = rowLength(traces);
  const starts = stretches.flatMap((raw) => Array.from({ length: raw.length / columns }, (_, row) => ({ raw, start: row * columns })));
  const column = (k: number): Float64Array => {
    const values = reserve(starts.length);
    for (const [row, { raw, start }] of starts.entries()) values[row] = raw[start + k]!;
    return values;
  };
  const share = (k: number): Float64Array | undefined => {
    const values = column(k);
    return values.some((value) => value < 0) ? undefined : values;
  };
  const preActivations = reserve(starts.length * traces);
  for (const [row, { raw, start }] of starts.entries())
    preActivations.set(raw.subarray(start + FIXED_COLUMNS, start + columns), row * traces);
  return Object.freeze({
    epoch: column(0),
    loss: column(1),
    mce: share(2),
    gradientNorm: column(3),
    minAbs: column(4).map((value) => (value < 0 ? NaN : value)),
    learningRate: column(5),
    kicks: column(6),
    validationLoss: validated ? column(7) : undefined,
    validationMce: validated ? share(8) : undefined,
    preActivations: Object.freeze({ data: preActivations, rows: starts.length, columns: traces }),
  });
}
