// Kills a sweep without warning at random times, until it is done; then compares its store with that of a sweep that was not killed.
// node test/sweep/killed.mjs [trials] [kills]
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { kinkless } from '../support/built.mjs';

const [trials = 5000, kills = 20] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(path.join(os.tmpdir(), 'kinkless-killed-'));
const cli = path.resolve(import.meta.dirname, '../../dist/cli/main.js');
const plan = path.join(folder, 'plan.json');
const counted = path.join(folder, 'executed');
const counter = path.join(folder, 'counter.mjs');

// Some 10 ms each on one core.
const trial = { inputs: 10, width: 10, optimizer: 'adam', epochs: 1500 };
writeFileSync(plan, JSON.stringify({ format: 'kinkless-plan/1', repetitions: trials / 2, trial, grid: { samples: [50, 60] } }));
// In every worker process: counts the trials it has run, as it hands them over.
writeFileSync(
  counter,
  `import { appendFileSync } from 'node:fs';
const { send } = process;
if (send) process.send = (message, ...rest) => {
  if (message.kind === 'ended') appendFileSync(${JSON.stringify(counted)}, '.'.repeat(message.trials.length));
  return send.call(process, message, ...rest);
};`,
);
appendFileSync(counted, '');

/** @param {string} store @param {number} [killAfterMs] */
function run(store, killAfterMs) {
  const env = { ...process.env, NODE_OPTIONS: `--import ${counter}` };
  const child = spawn(process.execPath, [cli, 'sweep', plan, '--store', store], { stdio: ['ignore', 'ignore', 'inherit'], env });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  return /** @type {Promise<number | null>} */ (
    new Promise((resolve) => {
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve(code);
      });
    })
  );
}

/** @param {string} store */
function rowsOf(store) {
  const Database = createRequire(import.meta.url)('better-sqlite3');
  const database = new Database(store, { readonly: true });
  const names = database
    .prepare(`SELECT name FROM pragma_table_info('trials') WHERE name NOT LIKE '%\\_ms' ESCAPE '\\' AND name NOT LIKE '%\\_at' ESCAPE '\\'`)
    .all()
    .map((/** @type {{ name: string }} */ { name }) => name);
  const rows = database.prepare(`SELECT ${names.join(', ')} FROM trials ORDER BY trial_id`).all();
  database.close();
  return rows;
}

try {
  const whole = path.join(folder, 'whole.db');
  const began = performance.now();
  await run(whole);
  const wholeMs = performance.now() - began;
  writeFileSync(counted, '');
  const store = path.join(folder, 'killed.db');
  let killed = 0;
  while (killed < kills)
    if ((await run(store, 1000 + (Math.random() * (2 * wholeMs)) / kills)) === null) killed += 1;
    else break;
  await run(store);
  const rows = rowsOf(store);
  const executed = readFileSync(counted, 'utf8').length;
  const same = JSON.stringify(rows) === JSON.stringify(rowsOf(whole));
  const opened = await kinkless.SweepStore.open(store);
  const { done, failed, missing, runs } = opened.status();
  opened.close();
  console.log(
    JSON.stringify({
      kills: killed,
      runs: runs.length,
      rows: rows.length,
      done,
      failed,
      missing,
      same,
      executed,
      again: executed / trials - 1,
    }),
  );
  process.exitCode = rows.length === trials && same && killed === kills ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}
