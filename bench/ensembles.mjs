// Time of trainMany() on one thread and on all cores, in turns. Prints JSON, milliseconds of time that passed.
import { availableParallelism } from 'node:os';
import { Dataset, Network, trainMany } from '../dist/index.js';
import { isQuick } from './isQuick.mjs';
import { summary } from './summary.mjs';

const ROUNDS = isQuick ? 2 : 7;
const [INPUTS, SAMPLES, REPLICAS, EPOCHS] = [25, 625, 16, isQuick ? 500 : 5000];
const cores = availableParallelism();

const data = Dataset.gaussian({ samples: SAMPLES, inputs: INPUTS, seed: 1 });
const starts = Array.from({ length: REPLICAS }, (_, seed) => Network.random({ inputs: INPUTS, hidden: [INPUTS], seed }));

/** @param {number} threads */
async function milliseconds(threads) {
  const start = performance.now();
  await trainMany(starts, data, { optimizer: 'adam', epochs: EPOCHS, stop: { gradient: false }, threads });
  return performance.now() - start;
}

await milliseconds(1);
/** @type {number[]} */
const one = [];
/** @type {number[]} */
const all = [];
for (let round = 0; round < ROUNDS; round++) {
  one.push(await milliseconds(1));
  all.push(await milliseconds(cores));
}
const ratios = one.map((time, round) => time / (all[round] ?? NaN));
console.log(
  JSON.stringify({
    replicas: REPLICAS,
    inputs: INPUTS,
    samples: SAMPLES,
    epochs: EPOCHS,
    cores,
    one: summary(one),
    all: summary(all),
    ratio: summary(ratios),
  }),
);
