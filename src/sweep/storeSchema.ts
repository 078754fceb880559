import { columns, type Column } from './columns.js';
import { runColumns } from './runColumns.js';

/** "kink": tells a store from other SQLite databases. */
export const APPLICATION_ID = 0x6b696e6b;
/** Raised when tables or columns change. */
export const STORE_VERSION = 2;

/** What is declared of a column beside its type. */
const CONSTRAINTS: Readonly<Record<string, string>> = {
  trial_id: ' PRIMARY KEY NOT NULL',
  status: " NOT NULL CHECK (status IN ('done', 'failed'))",
  run_id: ' PRIMARY KEY',
};

function declared({ name, type, nullable }: Column<string>): string {
  // SQLite has no truth values; they are the integers 0 and 1.
  return `${name} ${type === 'BOOLEAN' ? 'INTEGER' : type}${CONSTRAINTS[name] ?? (nullable ? '' : ' NOT NULL')}`;
}

/** Makes the tables of a new store. What differs between runs by nature (attempts, workers, machines) has tables of its own. */
export const storeSchema = `
CREATE TABLE plans (
  plan_id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL,
  trials INTEGER NOT NULL,
  planned_at INTEGER NOT NULL
);
CREATE TABLE trials (
  ${columns.map(declared).join(',\n  ')}
);
CREATE INDEX failed_trials ON trials (error) WHERE status = 'failed';
CREATE TABLE runs (
  ${runColumns.map(declared).join(',\n  ')}
);
CREATE TABLE attempts (
  trial_id TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  worker INTEGER NOT NULL,
  outcome TEXT NOT NULL
);
PRAGMA application_id = ${String(APPLICATION_ID)};
PRAGMA user_version = ${String(STORE_VERSION)};
`;
