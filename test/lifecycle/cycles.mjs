// node --expose-gc cycles.mjs CYCLES: workers that load the addon, do a little of everything, and end.
import { Worker } from 'node:worker_threads';
import { growthOver } from './memory.mjs';
import { shortWork } from './work.mjs';

const expected = await shortWork();
let wrong = 0;

const growth = await growthOver(Number(process.argv[2]), async () => {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { task: 'short' } });
  /** @type {unknown} */
  let answer;
  worker.on('message', (message) => {
    answer = message;
  });
  const code = await new Promise((resolve, reject) => {
    worker.once('exit', resolve);
    worker.once('error', reject);
  });
  if (code !== 0 || answer !== expected) wrong += 1;
});
console.log(JSON.stringify({ wrong, ...growth }));
