import { setImmediate } from 'node:timers/promises';
import { filePath, oneOf, options } from '../arguments.js';
import { FileError } from '../errors.js';
import { isStoreHeld } from './isStoreHeld.js';
import { openDatabase } from './openDatabase.js';
import { parsePlan } from './parsePlan.js';
import type { Plan } from './Plan.js';
import { requireStore } from './requireStore.js';
import type { SqlDatabase, SqlRow, SqlValue } from './SqlDatabase.js';
import { storeFailure } from './storeFailure.js';
import type { SweepRun, SweepStatus } from './SweepStatus.js';
import type { TrialRow } from './TrialRow.js';

const PAGE = 1000;
/** As many as a person reads. */
const SHOWN_FAILURES = 20;

/** A store of a sweep, opened for reading; also while a sweep writes to it. */
export class SweepStore {
  readonly path: string;
  /** The plan that it was last run with. */
  readonly plan: Plan;
  readonly #database: SqlDatabase;

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
      const text = database.prepare('SELECT plan FROM plans ORDER BY plan_id DESC LIMIT 1').get()?.['plan'];
      if (typeof text !== 'string') throw new FileError(file, 'store', 'a plan', 'none');
      return new SweepStore(file, await parsePlan(JSON.parse(text)), database);
    } catch (error) {
      database.close();
      throw storeFailure(file, error);
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
      `SELECT error, count(*) AS trials, min(command) AS command FROM trials WHERE status = 'failed'
       GROUP BY error ORDER BY trials DESC, error LIMIT ?`,
      SHOWN_FAILURES,
    );
    return {
      format: 'kinkless-sweep-status/1',
      name: this.plan.name ?? null,
      trials: this.plan.trials,
      done: recorded - failed,
      failed,
      missing: this.plan.trials - recorded,
      running: isStoreHeld(this.path),
      failures: failures as unknown as SweepStatus['failures'],
      runs: this.query('SELECT * FROM runs ORDER BY run_id') as unknown as readonly SweepRun[],
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
    const where = status === undefined ? '' : ` AND status = '${status}'`;
    const sql = `SELECT rowid AS _row, * FROM trials WHERE rowid > ?${where} ORDER BY rowid LIMIT ${String(PAGE)}`;
    for (let last = 0; ;) {
      const page = this.query(sql, last) as unknown as (TrialRow & { readonly _row: number })[];
      for (const { _row, ...row } of page) {
        last = _row;
        yield row;
      }
      if (page.length < PAGE) return;
      await setImmediate();
    }
  }

  /**
   * The answer to an SQL query, as one object per row: `SELECT d, avg(mce) AS mce FROM trials GROUP BY d`. Tables are `trials` (columns as in
   * {@link TrialRow}), `runs`, `attempts` and `plans`. Placeholders `?` take `values`.
   *
   * @throws {FileError} if the store cannot be read
   * @throws what SQLite says of the query if it is wrong, or would write
   */
  query(sql: string, ...values: readonly SqlValue[]): readonly SqlRow[] {
    try {
      return this.#database.prepare(sql).all(...values);
    } catch (error) {
      throw storeFailure(this.path, error);
    }
  }

  close(): void {
    this.#database.close();
  }
}
