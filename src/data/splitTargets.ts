import { describe, nearest, type Refuse } from '../arguments.js';
import type { Table } from '../files/Table.js';
import type { Matrix } from '../Matrix.js';
import type { DatasetParts } from './DatasetParts.js';
import type { TargetColumns } from './TargetColumns.js';
import { reserve } from '../native/reserve.js';

/** Takes the columns of a table apart: targets in the order asked for (by default the last column), all others as inputs. */
export function splitTargets(table: Table, targets: TargetColumns = 1, refuse: Refuse): DatasetParts {
  const { columns } = table.rows;
  const chosen = typeof targets === 'number' ? last(columns, targets) : targets.map((name) => find(table.names, name, refuse));
  const others = Array.from({ length: columns }, (_, j) => j).filter((j) => !chosen.includes(j));
  if (others.length === 0) {
    return refuse(
      'the columns',
      `more than the ${String(typeof targets === 'number' ? targets : chosen.length)} of the targets`,
      String(columns),
    );
  }
  return { inputs: pick(table.rows, others), targets: pick(table.rows, chosen), masks: undefined };
}

function last(columns: number, count: number): readonly number[] {
  const taken = Math.min(count, columns);
  return Array.from({ length: taken }, (_, j) => columns - taken + j);
}

function find(names: readonly string[] | undefined, name: string, refuse: Refuse): number {
  if (names === undefined) return refuse('the columns', `one called ${describe(name)}`, 'columns without names');
  const at = names.indexOf(name);
  if (at < 0) return refuse('the columns', `one called ${describe(name)}`, `none${nearest(name, names)}`);
  return names.includes(name, at + 1) ? refuse('the columns', `one called ${describe(name)}`, 'several') : at;
}

function pick({ data, rows, columns }: Matrix, chosen: readonly number[]): Matrix {
  const picked = reserve(rows * chosen.length);
  for (let i = 0; i < rows; i++) chosen.forEach((j, k) => (picked[i * chosen.length + k] = data[i * columns + j]!));
  return Object.freeze({ data: picked, rows, columns: chosen.length });
}
