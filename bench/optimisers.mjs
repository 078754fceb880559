// Time from a random start to a zero-loss minimum, 25-25-1 and 100 Gaussian samples, for each optimiser. Prints JSON, milliseconds of train().
import { check, Dataset, Network, train } from '../dist/index.js';
import { isQuick } from './isQuick.mjs';
import { summary } from './summary.mjs';
import { timed } from './timed.mjs';

const SEEDS = isQuick ? 3 : 20;

/** @type {Record<string, unknown>} */
const OPTIMISERS = {
  'levenberg-marquardt': {},
  lbfgs: { optimizer: 'lbfgs' },
  auto: { optimizer: 'auto' },
  adam: { optimizer: { kind: 'adam', learningRate: 0.01 }, epochs: 50_000, schedule: { kind: 'cosine' } },
};

const results = [];
for (const [optimizer, given] of Object.entries(OPTIMISERS)) {
  const options = /** @type {import('../dist/index.js').TrainOptions} */ (given);
  /** @type {Record<string, number>} */
  const verdicts = {};
  const walls = [];
  const processors = [];
  const epochs = [];
  try {
    for (let seed = 0; seed <= SEEDS; seed++) {
      const data = Dataset.gaussian({ samples: 100, inputs: 25, seed });
      const { value: run, wall, processor } = await timed(() => train(Network.random({ inputs: 25, hidden: [25], seed }), data, options));
      // The first loads the addon and warms up.
      if (seed === 0) continue;
      const { verdict } = await check(run.network, data);
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
      walls.push(wall);
      processors.push(processor);
      epochs.push(run.epochs);
    }
    results.push({ optimizer, seeds: SEEDS, verdicts, wall: summary(walls), processor: summary(processors), epochs: summary(epochs) });
  } catch (error) {
    results.push({ optimizer, skipped: error instanceof Error ? error.message : String(error) });
  }
}
console.log(JSON.stringify(results, null, 2));
