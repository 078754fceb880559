// Certificates: time to produce them, what is certified of an ill-conditioned matrix, and of the minima that active-set training reaches.
// Prints JSON, times in milliseconds.
import { certify, Dataset, Network, train, trainMany } from '../dist/index.js';
import { isQuick } from './isQuick.mjs';
import { summary } from './summary.mjs';
import { timed } from './timed.mjs';

/** Full rank at a random point; with `train` also an exact zero of the loss nearby, where training ends. */
const SIZES = [
  { size: 25, samples: 100, rounds: 21, trained: true },
  { size: 50, samples: 2000, rounds: 3, trained: true },
  { size: 75, samples: 5000, rounds: 1, trained: false },
];
const MINIMA = [
  { size: 3, samples: 40, starts: 100 },
  { size: 5, samples: 100, starts: 50 },
  { size: 3, samples: 6, starts: 200 },
];

/** @param {{ size: number, samples: number, rounds: number, trained: boolean }} problem */
async function produce({ size, samples, rounds, trained }) {
  const data = Dataset.gaussian({ samples, inputs: size, seed: 1 });
  const start = Network.random({ inputs: size, hidden: [size], slope: 0.01, seed: 2 });
  const network = trained ? (await train(start, data)).network : start;
  /** @type {('full-rank' | 'zero-loss-nearby')[]} */
  const claims = trained ? ['full-rank', 'zero-loss-nearby'] : ['full-rank'];
  /** @type {number[]} */
  const walls = [];
  /** @type {number[]} */
  const processors = [];
  /** @type {string[]} */
  const outcomes = [];
  for (let round = 0; round < rounds; round++) {
    const { wall, processor } = await timed(async () => {
      for (const claim of claims) outcomes.push((await certify(network, data, { claim })).outcome);
    });
    walls.push(wall);
    processors.push(processor);
  }
  return { size, samples, claims, outcomes: [...new Set(outcomes)], wall: summary(walls), processor: summary(processors) };
}

/** @param {number} digits */
async function condition(digits) {
  const data = Dataset.gaussian({ samples: 100, inputs: 25, seed: 1 });
  const network = Network.random({ inputs: 25, hidden: [25], slope: 1 - 10 ** -digits, seed: 2 });
  const result = await certify(network, data, { claim: 'full-rank' });
  return {
    slope: `1 - 1e-${String(digits)}`,
    outcome: result.outcome,
    sigmaMin: result.outcome === 'certified' ? result.certificate.statement.sigmaMin : undefined,
  };
}

/** @param {{ size: number, samples: number, starts: number }} problem */
async function minima({ size, samples, starts }) {
  const data = Dataset.gaussian({ samples, inputs: size, seed: 7, masks: { kind: 'gaussian', sigma: 0.1, seed: 3 } });
  const networks = Array.from({ length: starts }, (_, seed) => Network.random({ inputs: size, hidden: [size], slope: 0.1, seed }));
  const runs = await trainMany(networks, data, { optimizer: 'active-set' });
  const reached = runs.flatMap((run) => (run.status === 'fulfilled' ? [run.value] : [])).sort((a, b) => a.loss - b.loss);
  const counts = { certified: 0, positive: 0, spurious: 0 };
  for (const { network } of reached) {
    const result = await certify(network, data, { lower: reached[0]?.network });
    if (result.outcome !== 'certified') continue;
    const { statement } = result.certificate;
    counts.certified++;
    if ((statement.lossLower ?? 0) > 0) counts.positive++;
    if (statement.spurious !== null) counts.spurious++;
  }
  return { size, samples, starts, ...counts };
}

const produced = [];
for (const one of isQuick ? SIZES.slice(0, 1) : SIZES) produced.push(await produce(one));
const conditions = [];
for (let digits = 1; digits <= 13; digits++) conditions.push(await condition(digits));
const reached = [];
for (const one of isQuick ? [] : MINIMA) reached.push(await minima(one));
console.log(JSON.stringify({ produced, conditions, minima: reached }, null, 2));
