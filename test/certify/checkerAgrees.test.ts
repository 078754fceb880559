import { expect, test } from '@jest/globals';
import { certify } from '../../src/certify/certify.js';
import { verifyCertificate } from '../../src/certify/verifyCertificate.js';
import { train } from '../../src/train/train.js';
import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem } from '../oracle/randomProblem.js';
import { deepProblem } from '../support/deepProblem.js';
import { instance } from '../support/instance.js';
import { kinkProblem } from '../support/kinkProblem.js';

/** Set to a number of instances of each kind for a campaign: CERTIFY_SEEDS=5000 npm run jest -- test/certify/checkerAgrees */
const SEEDS = Number(process.env.CERTIFY_SEEDS ?? 60);
const PATIENCE = Math.max(60_000, 600 * SEEDS);
const CLAIMS = ['full-rank', 'zero-loss-nearby', 'local-minimum', 'kink-minimum'] as const;

/** Certifies every claim at each problem's point and has both levels of the checker prove what is certified; how often each claim was. */
async function campaign(kind: string, problems: Iterable<Problem>, optimizer?: 'active-set' | 'levenberg-marquardt') {
  const counts: Record<string, number> = { 'zero-loss-nearby by all layers': 0 };
  for (const [seed, problem] of Array.from(problems).entries()) {
    const { network, data } = instance(scaled(optimizer === undefined ? problem : await trained(problem, optimizer), seed));
    for (const claim of network.hidden.length === 1 ? CLAIMS : CLAIMS.slice(0, 2)) {
      const result = await certify(network, data, { claim });
      if (result.outcome !== 'certified') continue;
      counts[claim] = (counts[claim] ?? 0) + 1;
      if (result.certificate.statement.layer === 0) counts['zero-loss-nearby by all layers']!++;
      for (const level of ['float64', 'exact'] as const) {
        const { valid, reason } = await verifyCertificate(result.certificate, { level, network, data });
        expect(`${kind} ${String(seed)} ${claim} ${level}: ${valid ? 'valid' : reason}`).toMatch(/: valid$/);
      }
    }
  }
  if (process.env.CERTIFY_SEEDS !== undefined) process.stdout.write(`${kind} ${JSON.stringify(counts)}\n`);
  return counts;
}

async function trained(problem: Problem, optimizer: 'active-set' | 'levenberg-marquardt'): Promise<Problem> {
  const { network, data } = instance(problem);
  const { layers } = (await train(network, data, { optimizer, epochs: 300 })).network.toJSON();
  return { ...problem, layers };
}

/** Every other problem in other units, from 2^−20 to 2^20 for each input and unit, and for the targets: powers of two, which round nothing. */
function scaled(problem: Problem, seed: number): Problem {
  if (seed % 2 === 0) return problem;
  const next = generator(80_000 + seed);
  const units = (count: number): number[] => Array.from({ length: count }, () => 2 ** (Math.floor(41 * next()) - 20));
  const { layers, inputs, targets } = problem;
  const scales = [units(inputs[0]!.length), ...layers.map(({ weights }) => units(weights.length))];
  const to = (l: number, i: number): number => scales[l]![i]!;
  return {
    ...problem,
    inputs: inputs.map((row) => row.map((x, j) => x * to(0, j))),
    targets: targets.map((row) => row.map((y) => y * to(layers.length, 0))),
    layers: layers.map(({ weights, bias }, l) => ({
      weights: weights.map((row, i) => row.map((w, j) => (w * to(l + 1, i)) / to(l, j))),
      ...(bias === undefined ? {} : { bias: bias.map((b, i) => b * to(l + 1, i)) }),
    })),
  };
}

const seeds = Array.from({ length: SEEDS }, (_, seed) => seed);
const SLOPES = [0.1, 0, -1, 1, 0.5];

/** Samples twice, opposite, or parallel, units with output weight 0, and dead ones. */
function degenerate(seed: number): Problem {
  const next = generator(40_000 + seed);
  const inputs = 1 + (seed % 3);
  const problem = randomProblem(seed, {
    samples: 2 + (seed % 7),
    widths: [inputs, 1 + (seed % 4), 1],
    slopes: SLOPES[seed % 5]!,
    biases: [seed % 4 === 0, seed % 6 === 0],
    masks: (['none', 'uniform', 'bernoulli'] as const)[seed % 3]!,
    zeroInputs: seed % 11 === 0 ? 0.3 : 0,
  });
  const rows = problem.inputs.map((row) => [...row]);
  for (let k = 1; k < rows.length; k++)
    if (next() < 0.4) rows[k] = rows[k - 1]!.map((x) => x * [1, 1, -1, 2, -0.5][Math.floor(5 * next())]!);
  const [hidden, output] = problem.layers;
  return {
    ...problem,
    inputs: rows,
    layers: [
      { ...hidden!, weights: hidden!.weights.map((row) => (next() < 0.15 ? row.map(() => 0) : row)) },
      { ...output!, weights: output!.weights.map((row) => row.map((w) => (next() < 0.15 ? 0 : w))) },
    ],
  };
}

test(
  'second implementation: the checker proves what is certified of integer networks on kinks',
  async () => {
    const counts = await campaign('integers', seeds.map(kinkProblem));
    expect(counts['full-rank']).toBeGreaterThan(0);
  },
  PATIENCE,
);

test(
  'second implementation: the checker proves what is certified at points with parallel samples and units without weights',
  async () => {
    expect((await campaign('degenerate', seeds.map(degenerate)))['full-rank']).toBeGreaterThan(SEEDS / 20);
  },
  PATIENCE,
);

test(
  'second implementation: the checker proves what is certified where active-set training ends on such data',
  async () => {
    const counts = await campaign('active set', seeds.map(degenerate), 'active-set');
    expect(counts['kink-minimum']).toBeGreaterThan(SEEDS / 20);
  },
  PATIENCE,
);

test(
  'second implementation: the checker proves what is certified of deeper networks, before and after training',
  async () => {
    expect((await campaign('deep', seeds.map(deepProblem)))['full-rank']).toBeGreaterThan(SEEDS / 20);
    const counts = await campaign('deep, trained', seeds.map(deepProblem), 'levenberg-marquardt');
    expect(counts['zero-loss-nearby']).toBeGreaterThan(SEEDS / 20);
    expect(counts['zero-loss-nearby by all layers']).toBeGreaterThan(0);
  },
  PATIENCE,
);
