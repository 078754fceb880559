// Time of check() at random networks on Gaussian data. Prints JSON, times in milliseconds.
import { check, Dataset, Network } from '../dist/index.js';
import { summary } from './summary.mjs';
import { timed } from './timed.mjs';

const CASES = [
  { inputs: 25, width: 25, samples: 100, rounds: 21 },
  { inputs: 50, width: 50, samples: 2000, rounds: 5 },
  { inputs: 10, width: 20, samples: 10_000, rounds: 5 },
];

const results = [];
for (const { inputs, width, samples, rounds } of CASES) {
  const data = Dataset.gaussian({ samples, inputs, seed: 1 });
  const network = Network.random({ inputs, hidden: [width], seed: 1 });
  await check(network, data);
  const walls = [];
  const processors = [];
  for (let round = 0; round < rounds; round++) {
    const { wall, processor } = await timed(() => check(network, data));
    walls.push(wall);
    processors.push(processor);
  }
  results.push({ inputs, width, samples, wall: summary(walls), processor: summary(processors) });
}
console.log(JSON.stringify(results, null, 2));
