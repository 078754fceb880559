// Where the active set ends from random starts: how often each verdict, and whether random points nearby contradict a minimum.
// node test/landscape/activeSetCampaign.mjs [runs of each setting]; the tests run a smaller one (test/train/activeSet.test.ts)
import { kinkless } from '../support/built.mjs';

const { Dataset, Network, check, train } = kinkless;
const [runs = 200] = process.argv.slice(2).map(Number);
const directions = 300;

const masked = { slope: 0.1, sigma: 0.1 };
const settings = [
  { inputs: 3, units: 3, samples: 40, ...masked },
  { inputs: 3, units: 3, samples: 40, slope: 0, sigma: 0.1 },
  { inputs: 4, units: 4, samples: 16, ...masked },
  { inputs: 5, units: 5, samples: 100, ...masked },
  { inputs: 3, units: 3, samples: 40, slope: 0.1, sigma: 0 },
  { inputs: 5, units: 5, samples: 100, slope: 0.1, sigma: 0 },
];

/**
 * Σ e² of a network of one hidden layer and one output without biases, and a bound on its rounding error.
 * @param {import('../../src/index.js').Dataset} data
 * @param {import('../../src/index.js').Network} network
 * @param {Float64Array} parameters
 * @param {Float64Array | undefined} mask N × d_1
 */
function squares(data, network, parameters, mask) {
  const [d, width] = /** @type {[number, number]} */ (network.widths);
  const [slope = 0] = network.slopes;
  let value = 0;
  let error = 0;
  for (let n = 0; n < data.samples; n++) {
    const y = data.targets.data[n] ?? 0;
    let v = 0;
    let size = Math.abs(y);
    for (let i = 0; i < width; i++) {
      let u = 0;
      let most = 0;
      for (let j = 0; j < d; j++) {
        const part = (parameters[i * d + j] ?? 0) * (data.inputs.data[n * d + j] ?? 0);
        u += part;
        most += Math.abs(part);
      }
      const factor = (parameters[width * d + i] ?? 0) * (mask?.[n * width + i] ?? 1);
      v += factor * (u >= 0 ? u : slope * u);
      size += Math.abs(factor) * most;
    }
    // Fewer than 32 roundings on the way to e.
    const own = 32 * 2 ** -53 * size;
    value += (v - y) ** 2;
    error += 2 * Math.abs(v - y) * own + own * own + data.samples * 2 ** -52 * (v - y) ** 2;
  }
  return { value, error };
}

/**
 * How many points along random directions, 1e-5, 1e-6 and 1e-7 away, surely lie below.
 * @param {import('../../src/index.js').Dataset} data
 * @param {import('../../src/index.js').Network} network
 */
function countBelow(data, network) {
  const here = network.parameters();
  const [inputs = 0, units = 0] = network.widths;
  const mask = data.resolveMasks([units])?.[0]?.data;
  const start = squares(data, network, here, mask);
  let below = 0;
  for (let seed = 0; seed < directions; seed++) {
    const direction = Network.random({ inputs, hidden: [units], bias: false, seed }).parameters();
    for (const radius of [1e-5, 1e-6, 1e-7]) {
      const there = here.map((w, p) => w + radius * (direction[p] ?? 0));
      const { value, error } = squares(data, network, there, mask);
      below += Number(value + error < start.value - start.error);
    }
  }
  return below;
}

for (const { inputs, units, samples, slope, sigma } of settings) {
  /** @type {Record<string, number>} */
  const verdicts = {};
  /** @type {Record<string, number>} */
  const reasons = {};
  let epochs = 0;
  let contradicted = 0;
  const before = process.cpuUsage();
  for (let seed = 0; seed < runs; seed++) {
    const masks = sigma > 0 ? { masks: /** @type {const} */ ({ kind: 'gaussian', sigma }) } : {};
    const data = Dataset.gaussian({ samples, inputs, seed: 1000 + seed, ...masks });
    const start = Network.random({ inputs, hidden: [units], slope, bias: false, seed: 5000 + seed });
    const run = await train(start, data, { optimizer: 'active-set' });
    const { verdict, reason } = await check(run.network, data, { hessian: false });
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    epochs += run.epochs;
    if (verdict.endsWith('minimum')) contradicted += Number(countBelow(data, run.network) > 0);
    else {
      const kind = reason.replaceAll(/\d[\d.e+-]*/g, '#');
      reasons[kind] = (reasons[kind] ?? 0) + 1;
    }
  }
  const seconds = process.cpuUsage(before).user / 1e6;
  console.log(JSON.stringify({ inputs, units, samples, slope, sigma, runs, verdicts, contradicted, epochs: epochs / runs, seconds }));
  for (const [kind, count] of Object.entries(reasons)) console.log(`  ${String(count)}: ${kind}`);
}
