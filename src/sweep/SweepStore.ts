import { setImmediate } from 'node:timers/promises';
import { describe, filePath, oneOf, options } from '../arguments.js';
import { ArgumentError, FileError, KinklessError } from '../errors.js';
import { isStoreHeld } from './isStoreHeld.js';
import { openDatabase } from './openDatabase.js';
import type { Plan } from './Plan.js';
import { requireRow } from './requireRow.js';
import { requireStore } from './requireStore.js';
import { runColumns } from './runColumns.js';
import type { SqlDatabase, SqlRow, SqlValue } from './SqlDatabase.js';
import { storedPlan } from './storedPlan.js';
import { storeFailure } from './storeFailure.js';
import type { SweepRun, SweepStatus } from './SweepStatus.js';
import { trialPages } from './trialPages.js';
import type { TrialRow } from './TrialRow.js';

const PAGE = 1000;
/** As many as a person reads. */
const SHOWN_FAILURES = 20;
/** SQLite repeats what it does not understand. */
const LONGEST_REASON = 200;

/** A store of a sweep, opened for reading; also while a sweep writes to it. */
export class SweepStore {
  readonly path: string;
  /** The plan that it was last run with. */
  readonly plan: Plan;
  readonly #database: SqlDatabase;
  #closed = false;

  private constructor(path: string, plan: Plan, database: SqlDatabase) {
    this.path = path;
    this.plan = plan;
    this.#database = database;
  }

  /**
   * Opens the store at `path`.
   *
   * @throws {FileError} if it cannot be read, or is no store
   * @throws {KinklessError} ERR_SQLITE where there is no SQLite: Node older than 22.13 without the package better-sqlite3
   */
  static async open(path: string): Promise<SweepStore> {
    const file = filePath('path', path);
    const database = openDatabase(file, { readOnly: true });
    try {
      requireStore(file, database);
      const stored = storedPlan(file, database);
      if (stored === undefined) throw new FileError(file, 'store', 'a plan', 'none');
      return new SweepStore(file, await stored.parse(), database);
    } catch (error) {
      database.close();
      throw storeFailure(file, error, true);
    }
  }

  /**
   * How far the sweep is.
   *
   * @throws {FileError} if the store cannot be read
   */
  status(): SweepStatus {
    const count = (table: string): number => this.query(`SELECT count(*) AS n FROM ${table}`)[0]!['n'] as number;
    const recorded = count('trials');
    const failed = count("trials WHERE status = 'failed'");
    const failures = this.query(
      `SELECT ifnull(CAST(error AS TEXT), '') AS error, count(*) AS trials, ifnull(CAST(min(command) AS TEXT), '') AS command
       FROM trials WHERE status = 'failed' GROUP BY trials.error ORDER BY trials DESC, error LIMIT ?`,
      SHOWN_FAILURES,
    );
    const runs = this.query('SELECT * FROM runs ORDER BY run_id');
    for (const run of runs) requireRow(this.path, 'run', run, runColumns);
    return {
      format: 'kinkless-sweep-status/1',
      name: this.plan.name ?? null,
      trials: this.plan.trials,
      done: recorded - failed,
      failed,
      missing: this.plan.trials - recorded,
      running: isStoreHeld(this.path),
      failures: failures as unknown as SweepStatus['failures'],
      runs: runs as unknown as readonly SweepRun[],
    };
  }

  /**
   * The recorded trials, in the order in which they were recorded; a page at a time, so that there may be any number of them.
   *
   * @throws {ArgumentError} naming the option that does not fit
   * @throws {FileError} if the store cannot be read
   */
  async *trials(trials: { readonly status?: 'done' | 'failed' | undefined } = {}): AsyncGenerator<TrialRow, void, undefined> {
    const given = options('options', trials, ['status']).status;
    const status = given === undefined ? undefined : oneOf('options.status', given, ['done', 'failed']);
    for (const page of trialPages(this, PAGE, status === undefined ? undefined : `status = '${status}'`)) {
      yield* page as unknown as readonly TrialRow[];
      await setImmediate();
    }
  }

  /**
   * The answer to an SQL query, as one object per row: `SELECT d, avg(mce) AS mce FROM trials GROUP BY d`. Tables are `trials` (columns as in
   * {@link TrialRow}), `runs`, `attempts` and `plans`. Placeholders `?` take `values`.
   *
   * @throws {ArgumentError} naming an argument that does not fit, or with what SQLite says of the query if it is wrong, or would write
   * @throws {FileError} if the store cannot be read
   */
  query(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[] {
    if (typeof sql !== 'string') throw new ArgumentError('sql', 'an SQL query', describe(sql));
    const checked = values.map((value, k) => sqlValue(`values[${String(k)}]`, value));
    if (this.#closed) throw new ArgumentError('store', 'an open store', 'one that was closed');
    try {
      return this.#database.prepare(sql).all(...checked);
    } catch (error) {
      const failure = storeFailure(this.path, error, true);
      if (failure instanceof KinklessError) throw failure;
      throw new ArgumentError('sql', 'a query that can be run', `one of which SQLite says: ${String(error).slice(0, LONGEST_REASON)}`);
    }
  }

  /** Closes the store; one that is closed stays closed. */
  close(): void {
    if (!this.#closed) this.#database.close();
    this.#closed = true;
  }
}

function sqlValue(name: string, value: unknown): SqlValue {
  if (value === null || typeof value === 'string' || (typeof value === 'number' && !Number.isNaN(value))) return value;
  throw new ArgumentError(name, 'a number, a text or null', describe(value));
}
