// Certificates: time to produce and to verify them, what is certified of an ill-conditioned matrix, and of the minima that active-set training
// reaches. Prints JSON, times in milliseconds.
import { certify, Dataset, Network, train, trainMany, verifyCertificate } from '../dist/index.js';
import { isQuick } from './isQuick.mjs';
import { summary } from './summary.mjs';
import { timed } from './timed.mjs';

const masks = /** @type {const} */ ({ kind: 'gaussian', sigma: 0.1, seed: 3 });
/**
 * Full rank at a random point or, where training ends, both claims on zero loss: the third at N = D, the fourth with more samples than the last
 * hidden layer has weights, so that all layers move. Exact verification of thousands of samples takes a minute: left out where none is told.
 *
 * @typedef {{
 *   inputs: number, hidden: number[], samples: number, rounds: number, claims: ('full-rank' | 'zero-loss-nearby')[],
 *   levels: ('float64' | 'exact')[], slope: number, masked?: boolean,
 * }} Size
 * @type {Size[]}
 */
const SIZES = [
  {
    ...{ inputs: 25, hidden: [25], samples: 100, slope: 0.01, rounds: 21 },
    claims: ['full-rank', 'zero-loss-nearby'],
    levels: ['float64', 'exact'],
  },
  {
    ...{ inputs: 50, hidden: [50], samples: 2000, slope: 0.01, rounds: 3 },
    claims: ['full-rank', 'zero-loss-nearby'],
    levels: ['float64', 'exact'],
  },
  { inputs: 50, hidden: [50], samples: 2500, slope: 0.01, rounds: 3, claims: ['full-rank'], levels: ['float64'] },
  {
    ...{ inputs: 10, hidden: [20, 20], samples: 480, slope: 0.1, masked: true, rounds: 5 },
    claims: ['zero-loss-nearby'],
    levels: ['float64', 'exact'],
  },
  {
    ...{ inputs: 20, hidden: [30, 30, 30], samples: 600, slope: 0.1, masked: true, rounds: 5 },
    claims: ['zero-loss-nearby'],
    levels: ['float64', 'exact'],
  },
  { inputs: 75, hidden: [75], samples: 5000, slope: 0.01, rounds: 1, claims: ['full-rank'], levels: [] },
];
const MINIMA = [
  { size: 3, samples: 40, starts: 100 },
  { size: 5, samples: 100, starts: 50 },
  { size: 3, samples: 6, starts: 200 },
];

/** @param {Size} problem */
async function produce({ inputs, hidden, samples, slope, masked, rounds, claims, levels }) {
  const data = Dataset.gaussian({ samples, inputs, seed: 1, masks: masked ? masks : undefined });
  const start = Network.random({ inputs, hidden, slope, seed: 2 });
  const network = claims.includes('zero-loss-nearby') ? (await train(start, data)).network : start;
  /** @type {Record<string, number[]>} */
  const times = { wall: [], processor: [] };
  /** @type {import('../dist/index.js').Certification[]} */
  let results = [];
  for (let round = 0; round < rounds; round++) {
    const { value, wall, processor } = await timed(async () => {
      const proofs = [];
      for (const claim of claims) proofs.push(await certify(network, data, { claim }));
      return proofs;
    });
    results = value;
    times.wall?.push(wall);
    times.processor?.push(processor);
  }
  /** @type {Record<string, number>} */
  const verified = {};
  const last = results.at(-1);
  if (last?.outcome === 'certified')
    for (const level of levels) {
      const { value, wall } = await timed(() => verifyCertificate(last.certificate, { level }));
      if (!value.valid) throw new Error(`${last.claim}: ${value.reason}`);
      verified[level] = Number(wall.toPrecision(4));
    }
  return {
    widths: [inputs, ...hidden, 1],
    samples,
    claims,
    outcomes: results.map(({ outcome }) => outcome),
    layer: last?.outcome === 'certified' ? last.certificate.statement.layer : undefined,
    wall: summary(times.wall ?? []),
    processor: summary(times.processor ?? []),
    verified,
  };
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
  const data = Dataset.gaussian({ samples, inputs: size, seed: 7, masks });
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
