// Delay of the event loop while two trainings run, beside that of an idle process. Prints JSON, times in milliseconds.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Dataset, Network, train } from '../dist/index.js';

const SECONDS = 4;
const RESOLUTION = 1;

/** Node measures from one turn of a timer to the next: the timer's own interval is taken off. */
async function delay() {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION });
  histogram.enable();
  await sleep(SECONDS * 1000);
  histogram.disable();
  const percentile = (/** @type {number} */ p) => Number(Math.max(0, histogram.percentile(p) / 1e6 - RESOLUTION).toPrecision(3));
  return { p50: percentile(50), p99: percentile(99), max: Number((histogram.max / 1e6 - RESOLUTION).toPrecision(3)) };
}

const idle = await delay();
const interruption = new AbortController();
const runs = [1, 2].map((seed) =>
  train(Network.random({ inputs: 50, hidden: [50], seed }), Dataset.gaussian({ samples: 2500, inputs: 50, seed }), {
    optimizer: 'adam',
    epochs: 1e9,
    historyEvery: 1e6,
    signal: interruption.signal,
    onProgress: () => {},
  }),
);
const busy = await delay();
interruption.abort();
await Promise.allSettled(runs);
console.log(JSON.stringify({ idle, busy }, null, 2));
