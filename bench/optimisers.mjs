// Time from a random start to a zero-loss minimum on Gaussian samples, for each optimiser, and for the default one on a large problem. Prints
// JSON, milliseconds of train().
import { check, Dataset, Network, train } from '../dist/index.js';
import { isQuick } from './isQuick.mjs';
import { summary } from './summary.mjs';
import { timed } from './timed.mjs';

const SEEDS = isQuick ? 3 : 20;

/** @type {{ optimizer: string, inputs: number, width: number, samples: number, options: import('../dist/index.js').TrainOptions }[]} */
const PROBLEMS = [
  { optimizer: 'levenberg-marquardt', inputs: 25, width: 25, samples: 100, options: { optimizer: 'levenberg-marquardt' } },
  { optimizer: 'lbfgs', inputs: 25, width: 25, samples: 100, options: { optimizer: 'lbfgs' } },
  { optimizer: 'auto', inputs: 25, width: 25, samples: 100, options: {} },
  {
    optimizer: 'adam',
    inputs: 25,
    width: 25,
    samples: 100,
    options: { optimizer: { kind: 'adam', learningRate: 0.01 }, epochs: 50_000, schedule: { kind: 'cosine' } },
  },
  ...(isQuick ? [] : [{ optimizer: 'auto', inputs: 50, width: 50, samples: 2000, options: {} }]),
];

const results = [];
for (const { optimizer, inputs, width, samples, options } of PROBLEMS) {
  /** @type {Record<string, number>} */
  const verdicts = {};
  const walls = [];
  const processors = [];
  const epochs = [];
  const problem = { optimizer, inputs, width, samples };
  try {
    for (let seed = 0; seed <= SEEDS; seed++) {
      const data = Dataset.gaussian({ samples, inputs, seed });
      const { value: run, wall, processor } = await timed(() => train(Network.random({ inputs, hidden: [width], seed }), data, options));
      // The first loads the addon and warms up.
      if (seed === 0) continue;
      const { verdict } = await check(run.network, data, { hessian: false });
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
      walls.push(wall);
      processors.push(processor);
      epochs.push(run.epochs);
    }
    results.push({ ...problem, seeds: SEEDS, verdicts, wall: summary(walls), processor: summary(processors), epochs: summary(epochs) });
  } catch (error) {
    results.push({ ...problem, skipped: error instanceof Error ? error.message : String(error) });
  }
}
console.log(JSON.stringify(results, null, 2));
