// Ends the process where one call keeps the event loop busy for too long. Memory: [calls begun].
import { workerData } from 'node:worker_threads';

const LOOK_MS = 500;
/** Looks without a new call, on a machine that does other things as well: a call that is waited for is ended by the harness before. */
const MOST_LOOKS = 60;

const counter = new Int32Array(/** @type {SharedArrayBuffer} */ (workerData));
let seen = -1;
let looks = 0;
setInterval(() => {
  const now = Atomics.load(counter, 0);
  looks = now === seen ? looks + 1 : 0;
  seen = now;
  if (looks === MOST_LOOKS) process.kill(process.pid, 'SIGKILL');
}, LOOK_MS);
