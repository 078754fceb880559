// Local sweeps: parallel efficiency with trials of about 10 ms, beside what the machine itself allows, and what the coordinator costs per
// trial. In every round come, in turns: one process that runs trials without a sweep, and as many as there are workers at once; a sweep with one
// worker, and one with all of them. Each process has the same number of trials, so that times would be equal if nothing were lost. Prints JSON.
// node bench/sweep.mjs [--quick]
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sweep, SweepStore } from '../dist/index.js';
import { parsePlan } from '../dist/sweep/parsePlan.js';
import { runTrial } from '../dist/sweep/runTrial.js';
import { trialAt } from '../dist/sweep/trialAt.js';
import { isQuick } from './isQuick.mjs';
import { summary } from './summary.mjs';
import { timed } from './timed.mjs';

const WORKERS = 2;
const ROUNDS = isQuick ? 1 : 5;
/** Trials of one process. */
const TRIALS = isQuick ? 100 : 1500;
const TRIVIAL = isQuick ? 2000 : 50_000;
const folder = mkdtempSync(path.join(os.tmpdir(), 'kinkless-bench-'));
let stores = 0;

/** @param {object} trial @param {number} trials @returns {import('../dist/index.js').PlanInput} */
const planOf = (trial, trials) => ({ format: 'kinkless-plan/1', measure: [], repetitions: trials, trial });

/** A trial that takes about so much processor time here. @param {number} ms */
async function trialWorth(ms) {
  const trial = { inputs: 20, width: 20, samples: 200, optimizer: 'adam', stop_gradient: false };
  const of = async (/** @type {number} */ epochs) => {
    const plan = await parsePlan(planOf({ ...trial, epochs }, 9));
    const times = [];
    for (let k = 0; k < plan.trials; k++) times.push((await timed(() => runTrial(trialAt(plan, k), []))).processor);
    return times.sort((a, b) => a - b)[4] ?? 0;
  };
  await of(100);
  const [short, long] = [await of(100), await of(1100)];
  return { ...trial, epochs: Math.max(1, Math.round(100 + (1000 * (ms - short)) / (long - short))) };
}

/** Processes that run trials without a sweep, at once: the milliseconds until the last has ended. @param {object} trial @param {number} processes */
async function withoutSweep(trial, processes) {
  const plan = JSON.stringify(planOf(trial, TRIALS * processes));
  const children = Array.from({ length: processes }, () => fork(path.join(import.meta.dirname, 'trialLoop.mjs'), [plan]));
  await Promise.all(children.map((child) => once(child, 'message')));
  const answers = children.map((child, k) => {
    child.send({ from: k * TRIALS, to: (k + 1) * TRIALS });
    return once(child, 'message');
  });
  return Math.max(...(await Promise.all(answers)).map(([ms]) => Number(ms)));
}

/**
 * A sweep: the milliseconds it takes as a whole, and those for its trials from the first record to the last, start-up apart; the processor time of
 * the coordinator.
 *
 * @param {object} trial
 * @param {number} trials
 * @param {number} workers
 */
async function withSweep(trial, trials, workers) {
  const store = path.join(folder, `${String(stores++)}.db`);
  const { wall, processor } = await timed(() => sweep(planOf(trial, trials), { store, workers }));
  const opened = await SweepStore.open(store);
  const [row] = opened.query(
    `SELECT min(recorded_at) AS first, max(recorded_at) AS last,
       sum(recorded_at > (SELECT min(recorded_at) FROM trials)) AS later FROM trials`,
  );
  opened.close();
  const number = (/** @type {string} */ name) => Number(row?.[name]);
  return { wall, steady: ((number('last') - number('first')) * trials) / number('later'), processor };
}

try {
  const trial = await trialWorth(10);
  /** @type {Record<'trialMs' | 'machine' | 'steady' | 'whole' | 'loop' | 'coordinator', number[]>} */
  const rounds = { trialMs: [], machine: [], steady: [], whole: [], loop: [], coordinator: [] };
  const startUps = [];
  await withSweep(trial, WORKERS, WORKERS);
  for (let round = 0; round < ROUNDS; round++) {
    const alone = await withoutSweep(trial, 1);
    const one = await withSweep(trial, TRIALS, 1);
    const all = await withSweep(trial, TRIALS * WORKERS, WORKERS);
    const atOnce = await withoutSweep(trial, WORKERS);
    const least = await withSweep(trial, WORKERS, WORKERS);
    startUps.push(least);
    rounds.trialMs.push(alone / TRIALS);
    rounds.machine.push(alone / atOnce);
    rounds.steady.push(one.steady / all.steady);
    rounds.whole.push(one.wall / all.wall);
    rounds.loop.push(atOnce / all.steady);
    rounds.coordinator.push((1000 * (all.processor - least.processor)) / (TRIALS * WORKERS));
  }
  const trivial = { samples: 1, inputs: 1, width: 1, epochs: 1 };
  const many = [];
  for (let round = 0; round < ROUNDS; round++) {
    const least = await withSweep(trivial, WORKERS, WORKERS);
    const { wall, processor } = await withSweep(trivial, TRIVIAL, WORKERS);
    many.push({ perSecond: (1000 * TRIVIAL) / (wall - least.wall), coordinator: (1000 * (processor - least.processor)) / TRIVIAL });
  }
  console.log(
    JSON.stringify(
      {
        workers: WORKERS,
        rounds: ROUNDS,
        startUp: { wall: summary(startUps.map(({ wall }) => wall)), coordinator: summary(startUps.map(({ processor }) => processor)) },
        tenMilliseconds: {
          trial,
          trials: TRIALS * WORKERS,
          ...Object.fromEntries(Object.entries(rounds).map(([name, values]) => [name, summary(values)])),
        },
        trivial: {
          trials: TRIVIAL,
          perSecond: summary(many.map(({ perSecond }) => perSecond)),
          coordinator: summary(many.map(({ coordinator }) => coordinator)),
        },
      },
      null,
      2,
    ),
  );
} finally {
  rmSync(folder, { recursive: true });
}
