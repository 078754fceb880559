// Local sweeps: parallel efficiency with trials of about 10 ms, and what the coordinator costs per trial. Prints JSON.
// node bench/sweep.mjs [--quick]
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sweep, SweepStore } from '../dist/index.js';
import { parsePlan } from '../dist/sweep/parsePlan.js';
import { runTrial } from '../dist/sweep/runTrial.js';
import { trialAt } from '../dist/sweep/trialAt.js';
import { isQuick } from './isQuick.mjs';
import { timed } from './timed.mjs';

const WORKERS = 2;
const folder = mkdtempSync(path.join(os.tmpdir(), 'kinkless-bench-'));
let stores = 0;

/** @param {object} trial @param {number} trials @returns {import('../dist/index.js').PlanInput} */
const planOf = (trial, trials) => ({ format: 'kinkless-plan/1', measure: [], repetitions: trials, trial });

/** A trial that takes about so much processor time here. */
async function trialWorth(/** @type {number} */ ms) {
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

/** @param {object} trial @param {number} trials */
async function measure(trial, trials) {
  const store = path.join(folder, `${String(stores++)}.db`);
  const whole = await timed(() => sweep(planOf(trial, trials), { store, workers: WORKERS }));
  const opened = await SweepStore.open(store);
  const [row] = opened.query('SELECT sum(trained_ms) AS trained FROM trials');
  opened.close();
  return { wall: whole.wall, coordinator: whole.processor, trained: Number(row?.['trained']) };
}

try {
  const trial = await trialWorth(10);
  const trials = isQuick ? 200 : 2000;
  // In turns with the same trials one after the other in one process, without a sweep.
  const rounds = [];
  for (let round = 0; round < (isQuick ? 1 : 3); round++) {
    const plan = await parsePlan(planOf(trial, trials));
    const alone = await timed(async () => {
      for (let k = 0; k < trials / 10; k++) await runTrial(trialAt(plan, k), []);
    });
    const { wall, coordinator, trained } = await measure(trial, trials);
    rounds.push({
      trialMs: (10 * alone.wall) / trials,
      seconds: wall / 1000,
      // Against trials one after the other; and the share of the workers' time that trials took, as they measured it.
      efficiency: (10 * alone.wall) / (WORKERS * wall),
      busy: trained / (WORKERS * wall),
      coordinatorMicroseconds: (1000 * coordinator) / trials,
    });
  }
  const count = isQuick ? 2000 : 50_000;
  const { wall, coordinator } = await measure({ samples: 1, inputs: 1, width: 1, epochs: 1 }, count);
  console.log(
    JSON.stringify(
      {
        workers: WORKERS,
        tenMilliseconds: { trial, trials, rounds },
        trivial: { trials: count, perSecond: (1000 * count) / wall, coordinatorMicroseconds: (1000 * coordinator) / count },
      },
      null,
      2,
    ),
  );
} finally {
  rmSync(folder, { recursive: true });
}
