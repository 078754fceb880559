// Trials of a plan one after the other, as a worker process of a sweep runs them, but without a sweep: forked by sweep.mjs, it says when it can
// begin, begins when it is told which trials, and answers with the milliseconds that passed.
import { parsePlan } from '../dist/sweep/parsePlan.js';
import { runTrials } from '../dist/sweep/runTrials.js';
import { trialAt } from '../dist/sweep/trialAt.js';

const [text = ''] = process.argv.slice(2);
const plan = await parsePlan(JSON.parse(text));
/** As many as a sweep runs together where one takes 10 ms. */
const TOGETHER = 2;

/** @param {number} from @param {number} to */
async function run(from, to) {
  for (let k = from; k < to; k += TOGETHER) {
    const some = Array.from({ length: Math.min(TOGETHER, to - k) }, (_, i) => trialAt(plan, k + i));
    await runTrials(some, plan.measure);
  }
}

/** @param {{ from: number, to: number }} trials */
async function answer({ from, to }) {
  const began = performance.now();
  await run(from, to);
  process.send?.(performance.now() - began);
  process.disconnect();
}

process.on('message', (/** @type {{ from: number, to: number }} */ trials) => void answer(trials));
// The first ones take longer.
await run(0, TOGETHER);
process.send?.('ready');
