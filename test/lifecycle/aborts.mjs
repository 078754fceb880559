// node --expose-gc aborts.mjs JOBS: jobs aborted before they start, while they wait, and in the midst of work.
import { growthOver } from './memory.mjs';
import { LONG } from './work.mjs';

const PER_ROUND = 20;
const runs = Object.values(LONG);
const reason = new Error('enough');
let aborted = 0;
let finished = 0;

const growth = await growthOver(Math.ceil(Number(process.argv[2]) / PER_ROUND), async () => {
  const controllers = Array.from({ length: PER_ROUND }, () => new AbortController());
  // Some before the call.
  controllers.slice(0, 3).forEach((controller) => {
    controller.abort(reason);
  });
  const jobs = Promise.allSettled(controllers.map(async ({ signal }, k) => runs[k % runs.length]?.(signal)));
  // The last first: they still wait, for only a few run at once. Then those that run.
  for (const controller of controllers.reverse()) {
    if (Math.random() < 0.3) await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
    controller.abort(reason);
  }
  for (const result of await jobs) {
    if (result.status === 'fulfilled') finished += 1;
    else if (result.reason === reason) aborted += 1;
  }
});
console.log(JSON.stringify({ aborted, finished, ...growth }));
