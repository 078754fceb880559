// node files.mjs TIMES: other users of libuv's pool while more trainings run, here and in worker threads, than the pool has threads.
import { pbkdf2 } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { LONG } from './work.mjs';

const TRAININGS = 8;
const WORKERS = 3;
const times = Number(process.argv[2]);
const controller = new AbortController();
let epochs = 0;
let ended = 0;
const runs = Array.from({ length: TRAININGS }, () =>
  LONG['adam']?.(controller.signal, (/** @type {number} */ epoch) => {
    epochs = Math.max(epochs, epoch);
  }).finally(() => (ended += 1)),
);
const workers = Array.from(
  { length: WORKERS },
  () => new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { task: 'adam' } }),
);
await Promise.all(workers.map((worker) => new Promise((resolve) => worker.once('message', resolve))));

let done = 0;
const file = new URL(import.meta.url);
for (let k = 0; k < times; k++) {
  await Promise.all([stat(file), readFile(file), lookup('127.0.0.1'), promisify(pbkdf2)('a', 'b', 1, 8, 'sha256')]);
  done += 1;
}
// The trainings went on, and none had to end for it.
const before = epochs;
while (epochs === before) await new Promise((resolve) => setTimeout(resolve, 10));
const result = { done, ended };
controller.abort();
await Promise.allSettled([...runs, ...workers.map((worker) => worker.terminate())]);
console.log(JSON.stringify(result));
