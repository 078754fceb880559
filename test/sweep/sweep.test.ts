// Whole sweeps, by the compiled package: worker processes cannot run TypeScript.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import type { PlanInput, PlanParameters, TrialRow } from '../../src/index.js';
import { parseTrial } from '../../src/sweep/parseTrial.js';
import { runTrial } from '../../src/sweep/runTrial.js';
import { trialId } from '../../src/sweep/trialId.js';
import { kinkless } from '../support/built.mjs';
import { CLI, runCli } from '../support/runCli.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const { check, Dataset, exportTrials, Network, sweep, SweepStore, train } = kinkless;
const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
const format = 'kinkless-plan/1';
/** Processes start slowly on a machine that is busy. */
const PATIENCE_MS = 300_000;

/** All rows, by their identity, without what may differ between runs. */
async function rowsOf(store: string): Promise<TrialRow[]> {
  const opened = await SweepStore.open(store);
  const rows: TrialRow[] = [];
  for await (const row of opened.trials())
    rows.push(Object.fromEntries(Object.entries(row).filter(([name]) => !/_(?:ms|at)$/.test(name))) as unknown as TrialRow);
  opened.close();
  return rows.sort((a, b) => (a.trial_id < b.trial_id ? -1 : 1));
}

async function statusOf(store: string) {
  const opened = await SweepStore.open(store);
  const status = opened.status();
  opened.close();
  return status;
}

/** Waits until more trials are recorded than that. */
async function untilRecorded(store: string, trials: number): Promise<void> {
  const done = async () => (existsSync(store) ? (await statusOf(store).catch(() => undefined))?.done : undefined) ?? 0;
  while ((await done()) <= trials) await new Promise((resolve) => setTimeout(resolve, 20));
}

function writePlan(name: string, plan: PlanInput): string {
  writeFileSync(at(name), JSON.stringify(plan));
  return at(name);
}

/** Trials that take some milliseconds each. */
const many: PlanInput = {
  format,
  repetitions: 20,
  measure: ['verdict'],
  trial: { inputs: 10, width: 10, optimizer: 'adam', epochs: 300 },
  grid: { samples: [40, 60], slope: [0, 0.1] },
};

test(
  'second implementation: rows hold what train and check answer',
  async () => {
    const plan: PlanInput = {
      format,
      repetitions: 2,
      measure: ['verdict', 'kinks', 'ranks', 'jacobian', 'hessian'],
      trial: {
        samples: 12,
        optimizer: 'adam',
        epochs: 50,
        batch_size: 5,
        polish_epochs: 100,
        mask: 'gaussian',
        mask_sigma: 0.1,
        seed: 3,
        network_seed: 8,
      },
      grid: { d: [3, 4] },
    };
    expect(await sweep(plan, { store: at('rows.db') })).toMatchObject({ trials: 4, done: 4, failed: 0, recorded: 4 });
    const rows = await rowsOf(at('rows.db'));
    expect(rows).toHaveLength(4);
    for (const row of rows) {
      const { d, seed, repetition } = row as { d: number; seed: number; repetition: number };
      expect([seed, row.network_seed]).toEqual([3 + repetition, 8]);
      const data = Dataset.gaussian({ samples: 12, inputs: d, seed, masks: { kind: 'gaussian', sigma: 0.1, seed } });
      const start = Network.random({ inputs: d, hidden: [d], seed: 8 });
      const trained = await train(start, data, { optimizer: 'adam', epochs: 50, batchSize: 5, seed });
      const { network, loss, epochs } = await train(trained.network, data, {
        optimizer: 'levenberg-marquardt',
        epochs: 100,
        historyEvery: 2 ** 31 - 1,
        seed,
      });
      const report = await check(network, data);
      expect(row).toMatchObject({
        status: 'done',
        trained_loss: trained.loss,
        loss,
        mse: 2 * loss,
        mce: report.mce,
        polish_epochs_done: epochs,
      });
      expect(row).toMatchObject({
        verdict: report.verdict,
        min_abs_u: report.kinks.minAbs,
        rank: report.ranks[0]!.rank,
        jacobian_rank: report.jacobian.rank,
        hessian_positive: report.hessian!.positive,
      });
      expect(row.parameter_count).toBe(network.parameterCount);
    }
  },
  PATIENCE_MS,
);

test(
  'killed without warning, again and again: every trial is there once, with the bits of a run that was not',
  async () => {
    const plan = writePlan('many.json', many);
    await sweep(many, { store: at('whole.db') });
    const store = at('killed.db');
    for (let kills = 0; kills < 2; kills++) {
      const child = spawn(process.execPath, [CLI, 'sweep', plan, '--store', store], { stdio: 'ignore' });
      await untilRecorded(store, kills === 0 ? 0 : (await statusOf(store)).done);
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    expect((await runCli(['sweep', plan, '--store', store])).code).toBe(0);
    const status = await statusOf(store);
    expect(status).toMatchObject({ trials: 80, done: 80, failed: 0, missing: 0, running: false });
    expect(status.runs.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(80);
    expect(await rowsOf(store)).toEqual(await rowsOf(at('whole.db')));
  },
  PATIENCE_MS,
);

test(
  'Ctrl-C ends what was begun, and records it',
  async () => {
    const store = at('interrupted.db');
    // More than a machine does while it looks whether the first one is recorded.
    const plan = writePlan('interrupted.json', { ...many, repetitions: 100_000 });
    const child = spawn(process.execPath, [CLI, 'sweep', plan, '--store', store], { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const closed = once(child, 'close');
    await untilRecorded(store, 0);
    child.kill('SIGINT');
    expect(await closed).toEqual([130, null]);
    expect(stderr).toMatch(
      /ending the trials that were begun[^]*kinkless sweep: \d+ of 400000 trials are recorded; the same command goes on/,
    );
    const { done, missing, running, runs } = await statusOf(store);
    expect([done + missing, running]).toEqual([400_000, false]);
    expect(runs).toMatchObject([{ recorded: done, ended_at: expect.any(Number) }]);
  },
  PATIENCE_MS,
);

test(
  'after an abort, the same call runs what is missing',
  async () => {
    const store = at('aborted.db');
    const controller = new AbortController();
    const onProgress = ({ done }: { readonly done: number }) => {
      if (done > 0) controller.abort(new Error('enough'));
    };
    await expect(sweep(many, { store, signal: controller.signal, onProgress })).rejects.toThrow('enough');
    const { done, missing } = await statusOf(store);
    expect(missing).toBeGreaterThan(0);
    expect(await sweep(many, { store })).toMatchObject({ done: 80, recorded: 80 - done });
    expect(await rowsOf(store)).toEqual(await rowsOf(at('whole.db')));
  },
  PATIENCE_MS,
);

test(
  'a second coordinator is refused, and an abort rejects with its reason',
  async () => {
    const controller = new AbortController();
    const store = at('held.db');
    let second: unknown;
    const first = sweep(
      { ...many, repetitions: 100_000 },
      {
        store,
        signal: controller.signal,
        onProgress: ({ done }) => {
          if (done === 0 || second !== undefined) return;
          second = runCli(['sweep', at('many.json'), '--store', store]).finally(() => {
            controller.abort(new Error('enough'));
          });
        },
      },
    );
    await expect(first).rejects.toThrow('enough');
    expect(await second).toMatchObject({ code: 4, stdout: '', stderr: expect.stringContaining('held by a running sweep') });
  },
  PATIENCE_MS,
);

test(
  'a worker that is killed is replaced, and what it had is run again',
  async () => {
    const store = at('worker.db');
    const plan = writePlan('worker.json', many);
    const child = spawn(process.execPath, [CLI, 'sweep', plan, '--store', store, '--workers', '1'], { stdio: 'ignore' });
    const closed = once(child, 'close');
    const children = () => readFileSync(`/proc/${String(child.pid)}/task/${String(child.pid)}/children`, 'utf8').trim();
    await untilRecorded(store, 0);
    process.kill(Number(children().split(' ')[0]), 'SIGKILL');
    expect(await closed).toEqual([0, null]);
    expect(await rowsOf(store)).toEqual(await rowsOf(at('whole.db')));
    const opened = await SweepStore.open(store);
    expect(opened.query('SELECT DISTINCT outcome FROM attempts')).toEqual([{ outcome: 'the process ended with signal SIGKILL' }]);
    opened.close();
  },
  PATIENCE_MS,
);

test.each<[string, string, PlanParameters]>([
  ['', 'together.db', {}],
  [', also where they end by their classification error', 'together-mce.db', { optimizer: 'adam', stop_gradient: false, stop_mce: 0.2 }],
])(
  'short trials of one shape are run together, with the bits of those that are run alone%s',
  async (_, name, training) => {
    const common: PlanParameters = { d: 3, samples: 6, epochs: 20, ...training };
    const store = at(name);
    await sweep({ format, repetitions: 200, measure: ['ranks'], trial: common }, { store });
    const rows = await rowsOf(store);
    expect(rows).toHaveLength(200);
    for (const row of rows) {
      const trial = await parseTrial(JSON.stringify({ ...common, seed: row.seed, repetition: row.repetition }), ['ranks']);
      const { results } = await runTrial(trial.parameters, trial.measure);
      expect(row).toMatchObject(Object.fromEntries(Object.entries(results).filter(([column]) => !column.endsWith('_ms'))));
    }
    const opened = await SweepStore.open(store);
    // Equal shares of the time that they took together.
    expect(opened.query('SELECT trained_ms FROM trials GROUP BY trained_ms HAVING count(*) > 1 LIMIT 1')).not.toEqual([]);
    if (training.stop_mce !== undefined)
      expect(opened.query('SELECT DISTINCT stopped FROM trials ORDER BY 1').map(({ stopped }) => stopped)).toEqual(['epochs', 'mce']);
    opened.close();
  },
  PATIENCE_MS,
);

test(
  'a trial that ends every process it is run in is recorded as failed, and no other that was run together with it',
  async () => {
    const plan = writePlan('poisonous.json', { format, repetitions: 60, measure: [], trial: { d: 3, samples: 6, epochs: 20 } });
    const poison = at('poison.mjs');
    // The seed is among the numbers that the core is handed before it trains.
    writeFileSync(
      poison,
      `const { of } = Float64Array; Float64Array.of = function (...numbers) { if (numbers.length > 20 && numbers.slice(-5).includes(37)) process.kill(process.pid, 'SIGKILL'); return of.apply(this, numbers); };`,
    );
    const store = at('poisonous.db');
    const env = { ...process.env, NODE_OPTIONS: `--import ${poison}` };
    const child = spawn(process.execPath, [CLI, 'sweep', plan, '--store', store, '--workers', '1'], { stdio: 'ignore', env });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(await statusOf(store)).toMatchObject({ done: 59, failed: 1, missing: 0 });
    const failed = (await rowsOf(store)).filter(({ status }) => status === 'failed');
    expect(failed).toMatchObject([{ seed: 37, error: 'The process that ran this trial ended with signal SIGKILL, 2 times' }]);
  },
  PATIENCE_MS,
);

describe('a plan and a store', () => {
  const plan: PlanInput = { format, repetitions: 2, measure: [], trial: { inputs: 2, width: 2, epochs: 1 }, grid: { samples: [2, 3] } };
  const store = at('plans.db');

  test('a larger plan extends it: only what is missing is run', async () => {
    expect(await sweep(plan, { store })).toMatchObject({ recorded: 4 });
    expect(await sweep(plan, { store })).toMatchObject({ recorded: 0 });
    const larger = { ...plan, repetitions: 3, grid: { samples: [4, 3, 2] }, cases: [{ slope: 0.1 }, {}] };
    expect(await sweep(larger, { store })).toMatchObject({ trials: 18, done: 18, recorded: 14 });
    expect((await statusOf(store)).runs).toHaveLength(3);
  });

  test.each<[string, Partial<PlanInput>, RegExp]>([
    ['fewer repetitions', { repetitions: 1 }, /expected at least 3 for repetitions but received 1/],
    [
      'fewer values',
      { repetitions: 3, grid: { samples: [2, 4] } },
      /expected 4, 3, 2 among the values for samples of cases\[0\] but received 2, 4/,
    ],
    [
      'another value',
      { repetitions: 3, grid: { samples: [2, 3, 4] }, cases: [{ slope: 0.1 }, { bias: true }] },
      /expected false for bias of cases\[1\] but received true/,
    ],
    ['another measure', { measure: ['ranks'] }, /expected nothing for measure but received ranks/],
  ])('%s: refused with exit code 5, naming the difference', async (_name, change, message) => {
    const { code, stderr } = await runCli(['sweep', writePlan('changed.json', { ...plan, ...change }), '--store', store]);
    expect([code, stderr]).toEqual([5, expect.stringMatching(message)]);
    expect((await statusOf(store)).done).toBe(18);
  });
});

test(
  'a failed trial is recorded with its error and its command, and the others go on',
  async () => {
    const plan = writePlan('failing.json', {
      format,
      repetitions: 2,
      trial: { inputs: 3, width: 3, samples: 10, optimizer: 'gradient-descent', epochs: 2000, seed: 5 },
      grid: { learning_rate: [1e-3, 1e9] },
    });
    const store = at('failing.db');
    const { code, stdout } = await runCli(['sweep', plan, '--store', store]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/failed +2/);
    const { failures, done, failed } = await statusOf(store);
    expect([done, failed]).toEqual([2, 2]);
    expect(failures[0]!.error).toMatch(/^Training diverged/);
    const rows = (await rowsOf(store)).filter(({ status }) => status === 'failed');
    for (const { command, trial_id } of rows) {
      const [, parameters, measure] = /^kinkless sweep trial '(.*)' --measure '(.*)'$/.exec(command!)!;
      const trial = await parseTrial(parameters!, measure!.split(','));
      expect(trialId(trial.parameters, trial.measure)).toBe(trial_id);
    }
    const [, parameters] = /trial '(.*)' --measure/.exec(rows[0]!.command!)!;
    expect(await runCli(['sweep', 'trial', parameters!])).toMatchObject({ code: 2, stderr: expect.stringContaining(rows[0]!.error!) });
    expect(await sweep(JSON.parse(readFileSync(plan, 'utf8')), { store })).toMatchObject({ recorded: 0 });
    expect(await sweep(JSON.parse(readFileSync(plan, 'utf8')), { store, retryFailed: true })).toMatchObject({
      done: 2,
      failed: 2,
      recorded: 2,
    });
  },
  PATIENCE_MS,
);

test('second implementations: CSV and Parquet hold the rows of the store', async () => {
  const store = at('rows.db');
  expect(await exportTrials(store, at('rows.csv'))).toBe(4);
  expect(await exportTrials(store, at('rows.parquet'))).toBe(4);
  const opened = await SweepStore.open(store);
  const rows = opened.query('SELECT * FROM trials ORDER BY rowid');
  opened.close();
  const texts = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? '' : String(value)])),
  );
  expect(parse(readFileSync(at('rows.csv')), { columns: true })).toEqual(texts);
  const bytes = readFileSync(at('rows.parquet'));
  const objects = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) });
  const numbers = (value: unknown) => (typeof value === 'bigint' || typeof value === 'boolean' ? Number(value) : value);
  expect(objects.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, numbers(value)])))).toEqual(rows);
});
