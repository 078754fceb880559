// node terminate.mjs ROUNDS: workers ended in the midst of trainings and checks, from outside or by their own process.exit().
import { Worker } from 'node:worker_threads';
import { LONG } from './work.mjs';

const rounds = Number(process.argv[2]);
const tasks = Object.keys(LONG);
let terminated = 0;
let exited = 0;

/** @param {number} round */
async function endOne(round) {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData: { task: tasks[round % tasks.length] } });
  await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  await new Promise((resolve) => {
    setTimeout(resolve, Math.random() * 30);
  });
  if (round % 5 === 4) {
    const code = new Promise((resolve) => {
      worker.once('exit', resolve);
    });
    worker.postMessage('exit');
    if ((await code) === 3) exited += 1;
  } else if ((await worker.terminate()) === 1) {
    terminated += 1;
  }
}

for (let round = 0; round < rounds; round += 2) await Promise.all([endOne(round), endOne(round + 1)]);
console.log(JSON.stringify({ terminated, exited }));
