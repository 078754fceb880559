import { statSync } from 'node:fs';
import { PlanMismatchError } from '../errors.js';
import { columns } from './columns.js';
import { machine } from './machine.js';
import { openDatabase } from './openDatabase.js';
import type { Plan } from './Plan.js';
import { planJson } from './planJson.js';
import { requireExtension } from './requireExtension.js';
import { requireStore } from './requireStore.js';
import { RESULT_VERSION } from './resultVersion.js';
import type { SqlDatabase, SqlStatement, SqlValue } from './SqlDatabase.js';
import { storedPlan } from './storedPlan.js';
import { storeFailure } from './storeFailure.js';
import { storeSchema } from './storeSchema.js';

const CACHE_KIB = 65_536;
/** 32 MiB. */
const CHECKPOINT_PAGES = 8192;

/** A worker process that ended while it ran a trial. */
export interface Attempt {
  readonly id: string;
  readonly worker: number;
  readonly outcome: string;
}

/** A store opened by the one process that may write to it, for one run. */
export class StoreWriter {
  readonly #file: string;
  readonly #database: SqlDatabase;
  readonly #find: SqlStatement;
  readonly #insert: SqlStatement;
  readonly #attempt: SqlStatement;
  readonly #count: SqlStatement;
  readonly #run: number;

  private constructor(file: string, database: SqlDatabase, workers: number) {
    this.#file = file;
    this.#database = database;
    const facts = { started_at: Date.now(), recorded: 0, workers, ...machine() };
    const names = Object.keys(facts);
    database.prepare(`INSERT INTO runs (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...Object.values(facts));
    this.#run = Object.values(database.prepare('SELECT max(run_id) FROM runs').get()!)[0] as number;
    this.#find = database.prepare('SELECT status FROM trials WHERE trial_id = ?');
    const settable = columns.filter(({ name }) => name !== 'trial_id');
    // What is done stays; what failed gives way to a new attempt.
    this.#insert = database.prepare(
      `INSERT INTO trials (${columns.map(({ name }) => name).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
       ON CONFLICT (trial_id) DO UPDATE SET ${settable.map(({ name }) => `${name} = excluded.${name}`).join(', ')}
       WHERE trials.status = 'failed'`,
    );
    this.#attempt = database.prepare('INSERT INTO attempts (trial_id, run_id, worker, outcome) VALUES (?, ?, ?, ?)');
    this.#count = database.prepare('UPDATE runs SET recorded = recorded + ? WHERE run_id = ?');
  }

  /**
   * Opens the store, or makes it, for trials of `plan`. Its lock must be held.
   *
   * @throws {FileError} if the file cannot be opened or made, or is no store
   * @throws {PlanMismatchError} if it holds trials that are not the plan's
   */
  static async open(file: string, plan: Plan, workers: number): Promise<StoreWriter> {
    const isNew = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
    const database = openDatabase(file);
    try {
      // In this order: the journal's mode cannot change within a transaction, and of a file that is no store nothing is changed.
      if (!isNew) requireStore(file, database);
      database.exec('PRAGMA journal_mode = WAL');
      database.exec('PRAGMA synchronous = NORMAL');
      // Identities fall anywhere in their index: with more of it in memory, and rarer checkpoints, each of its pages is written less often.
      database.exec(`PRAGMA cache_size = -${String(CACHE_KIB)}`);
      database.exec(`PRAGMA wal_autocheckpoint = ${String(CHECKPOINT_PAGES)}`);
      database.exec('BEGIN IMMEDIATE');
      if (isNew) database.exec(storeSchema);
      await addPlan(file, database, plan);
      const writer = new StoreWriter(file, database, workers);
      database.exec('COMMIT');
      return writer;
    } catch (error) {
      database.close();
      throw storeFailure(file, error);
    }
  }

  /** Whether any trial is recorded. */
  get isEmpty(): boolean {
    return this.#database.prepare('SELECT 1 FROM trials LIMIT 1').get() === undefined;
  }

  /** How many trials are done, and how many failed. */
  counts(): { readonly done: number; readonly failed: number } {
    const count = (where: string) => Object.values(this.#database.prepare(`SELECT count(*) FROM trials${where}`).get()!)[0] as number;
    const failed = count(" WHERE status = 'failed'");
    return { done: count('') - failed, failed };
  }

  /** What is recorded of a trial. */
  statusOf(id: string): 'done' | 'failed' | undefined {
    return this.#find.get(id)?.['status'] as 'done' | 'failed' | undefined;
  }

  /**
   * Records trials, all or none of them.
   *
   * @throws {FileError} where the file system fails; what was recorded before stays
   */
  record(rows: readonly (readonly SqlValue[])[], attempts: readonly Attempt[]): void {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const row of rows) this.#insert.run(...row);
      for (const { id, worker, outcome } of attempts) this.#attempt.run(id, this.#run, worker, outcome);
      this.#count.run(rows.length, this.#run);
      this.#database.exec('COMMIT');
    } catch (error) {
      try {
        this.#database.exec('ROLLBACK');
      } catch {
        // SQLite has rolled back by itself.
      }
      throw storeFailure(this.#file, error);
    }
  }

  /** Ends the run. Without a reader at the moment, all is put into the one file, which then can be read in a folder that cannot be written. */
  close(): void {
    try {
      this.#database.prepare('UPDATE runs SET ended_at = ? WHERE run_id = ?').run(Date.now(), this.#run);
      this.#database.exec('PRAGMA busy_timeout = 100');
      this.#database.exec('PRAGMA journal_mode = DELETE');
    } catch {
      // All trials are recorded all the same, and what ended the run is the error to be seen.
    } finally {
      this.#database.close();
    }
  }
}

async function addPlan(file: string, database: SqlDatabase, plan: Plan): Promise<void> {
  const text = planJson(plan);
  const before = storedPlan(file, database);
  if (before?.text === text) return requireResultVersion(file, database);
  if (before !== undefined) {
    requireResultVersion(file, database);
    requireExtension(file, await before.parse(), plan);
  }
  database.prepare('INSERT INTO plans (plan, trials, planned_at) VALUES (?, ?, ?)').run(text, plan.trials, Date.now());
}

function requireResultVersion(file: string, database: SqlDatabase): void {
  const version = database.prepare('SELECT result_version FROM runs ORDER BY run_id DESC LIMIT 1').get()?.['result_version'];
  if (version !== undefined && version !== RESULT_VERSION)
    throw new PlanMismatchError(file, 'the result version of kinkless', String(version), String(RESULT_VERSION));
}
