// node copies.mjs ROUNDS FOLDER: two copies of the package, each with an addon of its own, in the main thread and in workers at once.
import { Worker } from 'node:worker_threads';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [rounds = '1', folder = ''] = process.argv.slice(2);
const work = pathToFileURL(path.join(folder, 'test', 'lifecycle', 'work.mjs')).href;
const there = /** @type {typeof import('./work.mjs')} */ (await import(work));
const here = await import('./work.mjs');
const expected = await here.shortWork();
let wrong = 0;

/** @param {URL} script */
function inWorker(script) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: { task: 'short' } });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

for (let round = 0; round < Number(rounds); round++) {
  const answers = await Promise.all([
    here.shortWork(),
    there.shortWork(),
    inWorker(new URL('./worker.mjs', import.meta.url)),
    inWorker(new URL('./worker.mjs', work)),
  ]);
  wrong += answers.filter((answer) => answer !== expected).length;
}
console.log(JSON.stringify({ rounds: Number(rounds), wrong }));
