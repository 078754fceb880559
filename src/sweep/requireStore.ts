import { FileError } from '../errors.js';
import { columns } from './columns.js';
import { runColumns } from './runColumns.js';
import type { SqlDatabase } from './SqlDatabase.js';
import { APPLICATION_ID, STORE_VERSION } from './storeSchema.js';

/** What is read of each table. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  plans: ['plan_id', 'plan'],
  trials: columns.map(({ name }) => name),
  runs: runColumns.map(({ name }) => name),
};

/** @throws {FileError} unless the database is a store of sweeps, of the version this package writes */
export function requireStore(file: string, database: SqlDatabase): void {
  const pragma = (name: string) => Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  if (pragma('application_id') !== APPLICATION_ID)
    throw new FileError(file, 'store', 'a store of sweeps, as "kinkless sweep" makes it', 'another database');
  const version = pragma('user_version');
  if (version !== STORE_VERSION)
    throw new FileError(
      file,
      'store',
      `version ${String(STORE_VERSION)}, which this release of kinkless reads`,
      `version ${String(version)}`,
    );
  for (const [table, names] of Object.entries(TABLES)) {
    // A view of that name could ask for anything, without an end.
    if (database.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) === undefined)
      throw new FileError(file, 'store', `the table ${table}`, 'none');
    const present = new Set(
      database
        .prepare(`PRAGMA table_info(${table})`)
        .all()
        .map(({ name }) => name),
    );
    const missing = names.find((name) => !present.has(name));
    if (missing !== undefined) throw new FileError(file, `table ${table}`, `the column ${missing}`, 'none');
  }
}
