import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sweepCells } from '../../src/report/sweepCells.js';
import { columns } from '../../src/sweep/columns.js';
import { csvPieces } from '../../src/sweep/csvPieces.js';
import { openDatabase } from '../../src/sweep/openDatabase.js';
import { parquetPieces } from '../../src/sweep/parquetPieces.js';
import { runColumns } from '../../src/sweep/runColumns.js';
import type { SqlDatabase } from '../../src/sweep/SqlDatabase.js';
import { storeSchema } from '../../src/sweep/storeSchema.js';
import { SweepStore } from '../../src/sweep/SweepStore.js';
import type { FuzzTarget } from './FuzzTarget.js';
import { mutateBytes } from './mutateBytes.js';
import { mutateText } from './mutateText.js';
import type { Random } from './Random.js';

const PLAN = JSON.stringify({
  format: 'kinkless-plan/1',
  name: 'fuzzed',
  repetitions: 2,
  trial: { d: 2, epochs: 5 },
  grid: { ratio: [0.5, 1], optimizer: ['adam', 'lbfgs'] },
});
const TYPICAL = { TEXT: 'adam', INTEGER: 3, REAL: 0.25, BOOLEAN: 1 } as const;

const folder = mkdtempSync(path.join(tmpdir(), 'kinkless-fuzz-'));
process.once('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});
const scratch = path.join(folder, 'scratch.db');
const file = path.join(folder, 'input.db');

/** Nothing in it needs to outlast a crash. */
function openScratch(): SqlDatabase {
  const database = openDatabase(scratch);
  database.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY');
  return database;
}

/** A store with a few trials, done and failed. */
function makeStore(): Buffer {
  const database = openScratch();
  database.exec(storeSchema);
  database.prepare('INSERT INTO plans (plan, trials, planned_at) VALUES (?, 8, 0)').run(PLAN);
  const insert = (table: string, names: readonly string[], values: readonly (string | number | null)[]) =>
    database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`).run(...values);
  insert(
    'runs',
    runColumns.map(({ name }) => name),
    runColumns.map(({ type }) => TYPICAL[type]),
  );
  for (let k = 0; k < 6; k++)
    insert(
      'trials',
      columns.map(({ name }) => name),
      columns.map(({ name, type }) => (name === 'status' ? (k < 4 ? 'done' : 'failed') : name === 'trial_id' ? String(k) : TYPICAL[type])),
    );
  database.close();
  return readFileSync(scratch);
}

const STORE = makeStore();

const NAMES = ['trials', 'runs', 'plans', 'attempts'];
const VALUES = ["'x'", "x'00ff'", 'NULL', '1e999', '-1e999', '9223372036854775807', '-1', '0', '1.5', "''", 'hex(zeroblob(3000))', "'<b>'"];

/** Changes that another program could make with SQL: wherever SQLite allows them. */
function changeBySql(database: SqlDatabase, random: Random): void {
  const table = random.pick(NAMES);
  const change = random.pick([
    () => database.prepare('UPDATE plans SET plan = ?').run(mutateText(PLAN, random)),
    () => database.prepare('UPDATE plans SET plan = ?').run(mutateText(PLAN, random)),
    () =>
      database.exec(
        `UPDATE trials SET ${random.pick(columns).name} = ${random.pick(VALUES)} WHERE trial_id > '${String(random.below(6))}'`,
      ),
    () => database.exec(`UPDATE runs SET ${random.pick(runColumns).name} = ${random.pick(VALUES)}`),
    () => database.exec(`DELETE FROM ${table}`),
    () => database.exec(`ALTER TABLE trials DROP COLUMN ${random.pick(columns).name}`),
    () => database.exec(`DROP TABLE ${table}`),
    () => database.exec(`DROP TABLE ${table}; CREATE TABLE ${table} (plan_id, plan, trial_id, status, run_id)`),
    () =>
      database.exec(
        `ALTER TABLE ${table} RENAME TO old; CREATE VIEW ${table} AS WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless) SELECT * FROM old, endless`,
      ),
    () => database.exec(`PRAGMA ${random.pick(['user_version', 'application_id'])} = ${random.pick(['0', '1', '2', '-1', '2147483647'])}`),
  ]);
  try {
    change();
  } catch {
    // What SQLite does not allow is not done.
  }
}

function generate(random: Random): Buffer {
  if (random.chance(30)) return mutateBytes(STORE, random);
  writeFileSync(scratch, STORE);
  const database = openScratch();
  for (let k = random.below(3); k >= 0; k--) changeBySql(database, random);
  database.close();
  const bytes = readFileSync(scratch);
  return random.chance(20) ? mutateBytes(bytes, random) : bytes;
}

async function read(file: string, bytes: Uint8Array, random: Random): Promise<void> {
  writeFileSync(file, bytes);
  try {
    const store = await SweepStore.open(file);
    try {
      store.status();
      sweepCells(store);
      for await (const row of store.trials()) if (typeof row.trial_id !== 'string') throw new Error('a trial without identity');
      const pieces = random.chance(50) ? await csvPieces(store, () => undefined) : await parquetPieces(store, () => undefined);
      for (const piece of pieces) if (piece.length < 0) throw new Error('no piece');
    } finally {
      store.close();
    }
  } finally {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${ending}`, { force: true });
  }
}

/** The reader of sweeps' stores. */
export const storeTargets: readonly FuzzTarget[] = [{ name: 'store', file, generate, read }];
