import type { SqlRow } from './SqlDatabase.js';
import type { SweepStore } from './SweepStore.js';

/** The rows of all trials, in pages of at most `size`, each with the column `_row` that pages go by. */
export function* trialPages(
  store: SweepStore,
  size: number,
  onPage: (rows: number) => void,
): Generator<readonly SqlRow[], void, undefined> {
  for (let last = 0; ;) {
    const page = store.query('SELECT rowid AS _row, * FROM trials WHERE rowid > ? ORDER BY rowid LIMIT ?', last, size);
    if (page.length === 0) return;
    last = page.at(-1)!['_row'] as number;
    onPage(page.length);
    yield page;
  }
}
