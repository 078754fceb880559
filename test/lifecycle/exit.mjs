// node exit.mjs: ends the process with code 7 in the midst of work, its own and that of a worker.
import { Worker } from 'node:worker_threads';
import { LONG } from './work.mjs';

const tasks = Object.keys(LONG);
const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
  workerData: { task: tasks[Math.floor(Math.random() * tasks.length)] },
});
worker.on('message', () => {
  for (const run of Object.values(LONG)) void run();
  setTimeout(() => process.exit(7), Math.random() * 30);
});
