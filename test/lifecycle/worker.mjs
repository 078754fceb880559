// A worker that does what it is told: an endless training, a check, or a little of everything.
import { parentPort, workerData } from 'node:worker_threads';
import { LONG, shortWork } from './work.mjs';

const { task } = /** @type {{ readonly task: string }} */ (workerData);
parentPort?.on('message', () => process.exit(3));
if (task === 'short') {
  parentPort?.postMessage(await shortWork());
  parentPort?.unref();
} else {
  const run = LONG[task] ?? (() => Promise.reject(new Error(task)));
  parentPort?.postMessage('started');
  // More jobs than run at once: some wait for their turn.
  for (;;) await Promise.all([run(), run(), run(), run()]);
}
