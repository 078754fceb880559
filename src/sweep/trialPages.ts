import { columns } from './columns.js';
import { requireRow } from './requireRow.js';
import type { SqlRow } from './SqlDatabase.js';
import type { SweepStore } from './SweepStore.js';

/**
 * The rows of all trials, or of those that meet an SQL condition, in pages of at most `size`.
 *
 * @throws {FileError} if the store cannot be read, or a column holds what it is not for
 */
export function* trialPages(store: SweepStore, size: number, condition = 'true'): Generator<readonly SqlRow[], void, undefined> {
  const sql = `SELECT rowid AS _row, * FROM trials WHERE rowid > ? AND ${condition} ORDER BY rowid LIMIT ?`;
  for (let last = 0; ;) {
    const page = store.query(sql, last, size);
    if (page.length === 0) return;
    last = page.at(-1)!['_row'] as number;
    for (const row of page) {
      requireRow(store.path, 'trial', row, columns);
      Reflect.deleteProperty(row, '_row');
    }
    yield page;
  }
}
