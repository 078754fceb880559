// Levenberg–Marquardt from many seeds: verdicts, steps, and the time of train(). Prints JSON, times in milliseconds.
// Usage: node bench/levenbergMarquardt.mjs [MNIST folder]
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, Dataset, Network, train } from '../dist/index.js';
import { summary } from './summary.mjs';
import { timed } from './timed.mjs';

const SEEDS = 30;
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * Trains from the seeds 1 … 30, and judges.
 *
 * @param {(seed: number) => Promise<Dataset> | Dataset} dataOf
 * @param {(seed: number) => Network} startOf
 */
async function fromSeeds(dataOf, startOf) {
  /** @type {Record<string, number>} */
  const verdicts = {};
  const walls = [];
  const processors = [];
  const epochs = [];
  // Once unmeasured: the first call loads the addon.
  await train(startOf(1), await dataOf(1));
  for (let seed = 1; seed <= SEEDS; seed++) {
    const data = await dataOf(seed);
    const start = startOf(seed);
    const { value: run, wall, processor } = await timed(() => train(start, data));
    const { verdict } = await check(run.network, data);
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    walls.push(wall);
    processors.push(processor);
    epochs.push(run.epochs);
  }
  return { seeds: SEEDS, verdicts, wall: summary(walls), processor: summary(processors), epochs: summary(epochs) };
}

function mnistFolder() {
  const asked = process.argv[2];
  if (asked !== undefined) return asked;
  const beside = path.join(root, '..', 'shared', 'mnist');
  return existsSync(beside) && readdirSync(beside).some((name) => name.includes('idx3-ubyte')) ? beside : undefined;
}

const gaussian = await fromSeeds(
  (seed) => Dataset.gaussian({ samples: 100, inputs: 25, seed }),
  (seed) => Network.random({ inputs: 25, hidden: [25], seed }),
);
const folder = mnistFolder();
const digits =
  folder === undefined
    ? 'skipped: give a folder with MNIST as argument'
    : await fromSeeds(
        (seed) => Dataset.mnist(folder, { samples: 150, inputs: 10, seed }),
        (seed) => Network.random({ inputs: 10, hidden: [20], seed }),
      );
console.log(JSON.stringify({ gaussian, digits }, null, 2));
