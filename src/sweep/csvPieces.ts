import { columns } from './columns.js';
import type { SweepStore } from './SweepStore.js';
import { trialPages } from './trialPages.js';

const PAGE = 1000;

/** All trials as CSV with a line of names; a null is an empty field. Numbers read back exactly. */
export async function csvPieces(store: SweepStore, onPage: (rows: number) => void): Promise<Iterable<string>> {
  const { stringify } = await import('csv-stringify/sync');
  const names = columns.map(({ name }) => name);
  return (function* () {
    yield stringify([names]);
    for (const page of trialPages(store, PAGE)) {
      onPage(page.length);
      yield stringify([...page], { columns: names });
    }
  })();
}
