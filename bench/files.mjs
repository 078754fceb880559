// How long fs.stat takes while eight trainings run, beside an idle process: both wait in the same pool of threads. Prints JSON, times in
// milliseconds.
import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Dataset, Network, train } from '../dist/index.js';
import { isQuick } from './isQuick.mjs';
import { summary } from './summary.mjs';

const TRAININGS = 8;
const TIMES = isQuick ? 50 : 500;

async function delays() {
  /** @type {number[]} */
  const times = [];
  for (let k = 0; k < TIMES; k++) {
    const start = performance.now();
    await stat(import.meta.filename);
    times.push(performance.now() - start);
    await sleep(1);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { ...summary(times), p99: Number(sorted[Math.floor(0.99 * (TIMES - 1))]?.toPrecision(4)) };
}

const idle = await delays();
const interruption = new AbortController();
const runs = Array.from({ length: TRAININGS }, (_, seed) =>
  train(Network.random({ inputs: 50, hidden: [50], seed }), Dataset.gaussian({ samples: 2500, inputs: 50, seed }), {
    optimizer: 'adam',
    epochs: 1e9,
    historyEvery: 1e6,
    signal: interruption.signal,
  }),
);
const busy = await delays();
interruption.abort();
await Promise.allSettled(runs);
console.log(JSON.stringify({ trainings: TRAININGS, idle, busy }, null, 2));
