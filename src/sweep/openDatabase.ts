import { createRequire } from 'node:module';
import { KinklessError } from '../errors.js';
import type { SqlDatabase } from './SqlDatabase.js';
import { storeFailure } from './storeFailure.js';

export interface OpenOptions {
  readonly readOnly?: boolean;
  /** How long to wait for another connection's lock. */
  readonly waitMs?: number;
}

type Open = (file: string, options: Required<OpenOptions>) => SqlDatabase;

/** `node:sqlite` has had all that is used here since this release. */
const BUILT_IN_SINCE = [22, 13] as const;

const require = createRequire(import.meta.url);
let open: Open | undefined;

/**
 * Opens an SQLite database, with Node's own SQLite where there is one, else with better-sqlite3.
 *
 * @throws {FileError} if the file cannot be opened
 * @throws {KinklessError} ERR_SQLITE where neither is there
 */
export function openDatabase(file: string, { readOnly = false, waitMs = 5000 }: OpenOptions = {}): SqlDatabase {
  open ??= hasBuiltIn() ? openBuiltIn : openBetter();
  try {
    return open(file, { readOnly, waitMs });
  } catch (error) {
    throw storeFailure(file, error, readOnly);
  }
}

function hasBuiltIn(): boolean {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
  return major > BUILT_IN_SINCE[0] || (major === BUILT_IN_SINCE[0] && minor >= BUILT_IN_SINCE[1]);
}

/** As in Node's documentation; the types of the Node this is compiled with do not have it. */
interface BuiltIn {
  readonly DatabaseSync: new (file: string, options: { readonly readOnly: boolean; readonly timeout: number }) => SqlDatabase;
}

const openBuiltIn: Open = (file, { readOnly, waitMs }) => {
  const { DatabaseSync } = quietly(() => require('node:sqlite') as BuiltIn);
  const database = new DatabaseSync(file, { readOnly, timeout: waitMs });
  // Older releases do not know the option.
  database.exec(`PRAGMA busy_timeout = ${String(waitMs)}`);
  return database;
};

/** Node 22 and 24 say at the first use that this module is experimental: nothing a user of a sweep could act on. */
function quietly<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

interface BetterSqlite3 {
  new (file: string, options: { readonly readonly: boolean; readonly fileMustExist: boolean; readonly timeout: number }): SqlDatabase;
}

function openBetter(): Open {
  let Database: BetterSqlite3;
  try {
    Database = require('better-sqlite3') as BetterSqlite3;
  } catch (cause) {
    throw new KinklessError(
      'ERR_SQLITE',
      `Sweeps need SQLite, which Node has from ${BUILT_IN_SINCE.join('.')} on; for Node ${process.versions.node}, "npm install better-sqlite3@12" in the project adds it`,
      { cause },
    );
  }
  return (file, { readOnly, waitMs }) => new Database(file, { readonly: readOnly, fileMustExist: readOnly, timeout: waitMs });
}
