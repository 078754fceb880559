// What crossing into the core costs: a call with three checked arrays, a training of one tiny epoch, and predict() of one sample.
// Prints JSON, microseconds of processor time of one call.
import { Dataset, Network, train } from '../dist/index.js';
import { loadAddon } from '../dist/native/loadAddon.js';
import { summary } from './summary.mjs';
import { timed } from './timed.mjs';

const ROUNDS = 15;
const network = Network.random({ inputs: 1, hidden: [1] });
const data = Dataset.gaussian({ samples: 1, inputs: 1, seed: 1 });
const { addon } = loadAddon();
const step = Float64Array.of(0.1, 0.9, 0.999, 1e-8, 0.1, 0.001);
const numbers = new Float64Array(4);

/** @type {Record<string, { count: number, call: () => unknown }>} */
const CALLS = {
  addon: { count: 100_000, call: () => addon.kernelAdam(0, false, step, numbers) },
  predict: { count: 10_000, call: () => network.predict(data.inputs) },
  train: { count: 200, call: () => train(network, data, { optimizer: 'gradient-descent', epochs: 1 }) },
};

/** @type {Record<string, number[]>} */
const times = Object.fromEntries(Object.keys(CALLS).map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round++)
  for (const [name, { count, call }] of Object.entries(CALLS)) {
    const { processor } = await timed(async () => {
      for (let k = 0; k < count; k++) {
        const result = call();
        if (result instanceof Promise) await result;
      }
    });
    times[name]?.push((processor / count) * 1000);
  }
console.log(JSON.stringify(Object.fromEntries(Object.entries(times).map(([name, values]) => [name, summary(values.slice(1))])), null, 2));
