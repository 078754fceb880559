// Time from an abort until the core has stopped: until a job that waited behind it has run. Prints JSON, times in milliseconds.
// It measures with one job at a time, so it starts itself once more with a thread pool of two.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { check, Dataset, Network, train } from '../dist/index.js';
import { summary } from './summary.mjs';

const ROUNDS = 15;

/** @typedef {{ name: string, inputs: number, width: number, samples: number, options: import('../dist/index.js').TrainOptions }} Case */
/** @type {Case[]} */
const CASES = [
  { name: 'Adam', inputs: 25, width: 25, samples: 100, options: { optimizer: 'adam' } },
  { name: 'Adam', inputs: 100, width: 100, samples: 10_000, options: { optimizer: 'adam' } },
  { name: 'Adam, history every epoch', inputs: 100, width: 100, samples: 10_000, options: { optimizer: 'adam', historyEvery: 1 } },
  { name: 'Levenberg–Marquardt', inputs: 25, width: 25, samples: 100, options: {} },
  { name: 'Levenberg–Marquardt', inputs: 25, width: 25, samples: 5000, options: {} },
  { name: 'Levenberg–Marquardt', inputs: 50, width: 50, samples: 2000, options: {} },
  { name: 'Levenberg–Marquardt', inputs: 100, width: 100, samples: 4000, options: {} },
];

const tiny = { network: Network.random({ inputs: 1, hidden: [1] }), data: Dataset.gaussian({ samples: 1, inputs: 1, seed: 1 }) };

/** A job of some microseconds. */
const following = () => train(tiny.network, tiny.data, { optimizer: 'gradient-descent', epochs: 1 });

/** @param {(signal: AbortSignal) => Promise<unknown>} job that runs for long */
async function latencies(job) {
  const values = [];
  for (let round = 0; round < ROUNDS; round++) {
    const interruption = new AbortController();
    const aborted = job(interruption.signal).catch(() => undefined);
    // Moments spread over the job's parts: 23 is no multiple of anything in it.
    await sleep(200 + 23 * round);
    const next = following();
    const started = performance.now();
    interruption.abort();
    await next;
    values.push(performance.now() - started);
    await aborted;
  }
  return summary(values);
}

async function measure() {
  const results = [];
  for (const { name, inputs, width, samples, options } of CASES) {
    const data = Dataset.gaussian({ samples, inputs, seed: 1 });
    const start = Network.random({ inputs, hidden: [width], seed: 1 });
    const never = { epochs: 1e6, historyEvery: 1e6, stop: { gradient: false }, ...options };
    const epochs = never.historyEvery === 1 ? 1e4 : 1e6;
    const latency = await latencies((signal) => train(start, data, { ...never, epochs, signal }));
    results.push({ name, inputs, width, samples, latency });
  }
  const data = Dataset.gaussian({ samples: 2000, inputs: 50, seed: 1 });
  const network = Network.random({ inputs: 50, hidden: [50], seed: 1 });
  const latency = await latencies((signal) => check(network, data, { signal }));
  results.push({ name: 'check', inputs: 50, width: 50, samples: 2000, latency });
  console.log(JSON.stringify(results, null, 2));
}

if (process.env['UV_THREADPOOL_SIZE'] === '2') {
  await measure();
} else {
  const { status } = spawnSync(process.execPath, [fileURLToPath(import.meta.url)], {
    stdio: 'inherit',
    env: { ...process.env, UV_THREADPOOL_SIZE: '2' },
  });
  process.exitCode = status ?? 1;
}
