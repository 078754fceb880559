import { describe } from '../arguments.js';
import { FileError } from '../errors.js';
import type { Column } from './columns.js';
import type { ColumnType } from './ColumnType.js';
import type { SqlRow, SqlValue } from './SqlDatabase.js';

const KINDS: Readonly<Record<ColumnType, readonly [expected: string, is: (value: SqlValue | undefined) => boolean]>> = {
  TEXT: ['a text', (value) => typeof value === 'string'],
  INTEGER: ['an integer', Number.isSafeInteger],
  REAL: ['a finite number', Number.isFinite],
  BOOLEAN: ['0 or 1', (value) => value === 0 || value === 1],
};

/**
 * Makes sure that a row holds what its columns are for: SQLite itself lets other programs write anything anywhere.
 *
 * @throws {FileError} naming the first column that does not
 */
export function requireRow(file: string, table: string, row: SqlRow, columns: readonly Column<string>[]): void {
  for (const { name, type, nullable } of columns) {
    const value = row[name];
    const [expected, is] = KINDS[type];
    if (is(value) || (nullable && value === null)) continue;
    throw new FileError(
      file,
      `${name} of ${table} ${describe(row[columns[0]!.name])}`,
      nullable ? `${expected} or null` : expected,
      describe(value),
    );
  }
}
