import { columns, type Column } from './columns.js';

/** "kink": tells a store from other SQLite databases. */
export const APPLICATION_ID = 0x6b696e6b;
/** Raised when tables or columns change. */
export const STORE_VERSION = 2;

/** SQLite has no truth values; they are the integers 0 and 1. */
const declared = ({ name, type }: Column): string => `${name} ${type === 'BOOLEAN' ? 'INTEGER' : type}`;

/** Makes the tables of a new store. What differs between runs by nature (attempts, workers, machines) has tables of its own. */
export const storeSchema = `
CREATE TABLE plans (
  plan_id INTEGER PRIMARY KEY,
  plan TEXT NOT NULL,
  trials INTEGER NOT NULL,
  planned_at INTEGER NOT NULL
);
CREATE TABLE trials (
  ${columns
    .map((column) => {
      if (column.name === 'trial_id') return `${declared(column)} PRIMARY KEY NOT NULL`;
      return column.name === 'status' ? `${declared(column)} NOT NULL CHECK (status IN ('done', 'failed'))` : declared(column);
    })
    .join(',\n  ')}
);
CREATE INDEX failed_trials ON trials (error) WHERE status = 'failed';
CREATE TABLE runs (
  run_id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,
  ended_at INTEGER,
  recorded INTEGER NOT NULL,
  workers INTEGER NOT NULL,
  kinkless TEXT NOT NULL,
  result_version INTEGER NOT NULL,
  node TEXT NOT NULL,
  platform TEXT NOT NULL,
  blas TEXT NOT NULL,
  blas_core TEXT NOT NULL,
  kernels TEXT NOT NULL,
  cpu TEXT NOT NULL,
  cores INTEGER NOT NULL,
  memory_bytes INTEGER NOT NULL,
  host TEXT NOT NULL
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
