import { expect, test } from '@jest/globals';
import { certify } from '../../src/certify/certify.js';
import { Dataset } from '../../src/data/Dataset.js';
import type { Matrix } from '../../src/Matrix.js';
import { Network } from '../../src/network/Network.js';
import { trainMany } from '../../src/train/trainMany.js';
import { exactExistence } from '../oracle/exactExistence.js';
import { exactRank } from '../oracle/exactRank.js';
import { exactReference } from '../oracle/exactReference.js';
import { falseIn } from '../oracle/exactClaim.js';
import type { Problem } from '../oracle/Problem.js';
import { randomProblem } from '../oracle/randomProblem.js';
import { Rational } from '../oracle/Rational.js';
import { deepProblem } from '../support/deepProblem.js';
import { instance } from '../support/instance.js';
import { kinkProblem } from '../support/kinkProblem.js';
import { readStatement } from '../support/readStatement.js';

/** Set to a number of instances of each kind for a campaign: CERTIFY_SEEDS=5000 npm run jest -- test/certify/exactClaims */
const SEEDS = Number(process.env.CERTIFY_SEEDS ?? 250);
/** Long enough for a machine that does other things besides. */
const PATIENCE = Math.max(60_000, 600 * SEEDS);
/** Where fractions are long, as those of several layers. */
const FEWER = Math.ceil(SEEDS / 10);
const CLAIMS = ['full-rank', 'zero-loss-nearby', 'local-minimum', 'kink-minimum'] as const;

/** Certifies every claim at a point and returns what is certified; fails if exact fractions say that any is false. */
async function certified(network: Network, data: Dataset, label: string): Promise<string[]> {
  const found: string[] = [];
  for (const claim of network.hidden.length === 1 ? CLAIMS : CLAIMS.slice(0, 2)) {
    const result = await certify(network, data, { claim });
    if (result.outcome === 'refuted' && network.hidden.length === 1) {
      expect(`${label} ${claim} refuted: ${falseRefutation(claim, data, network, result.evidence)}`).toBe(`${label} ${claim} refuted: `);
      found.push(`${claim} refuted`);
    }
    if (result.outcome !== 'certified') continue;
    const { statement, witness } = result.certificate;
    expect(`${label} ${claim}: ${falseIn(claim, readStatement(statement), statement, witness.onKink ?? [])}`).toBe(`${label} ${claim}: `);
    found.push(statement.layer === 0 ? `${claim}, all layers` : claim);
  }
  return found;
}

/** What is false about a refutation; nothing if the claim is false indeed. */
function falseRefutation(claim: string, data: Dataset, network: Network, evidence: Readonly<Record<string, number>>): string {
  const rows = ({ data: numbers, rows: count, columns }: Matrix): number[][] =>
    Array.from({ length: count }, (_, n) => Array.from(numbers.subarray(n * columns, (n + 1) * columns)));
  const masks = data.resolveMasks(network.hidden)?.map(rows);
  const { layers } = network.toJSON();
  // The region's least squares do not depend on its weights: with an output weight that is not 0, every unit takes part.
  const output = { ...layers[1]!, weights: layers[1]!.weights.map((row) => row.map((w) => (w === 0 ? 1 : w))) };
  const problem: Problem = {
    ...{ inputs: rows(data.inputs), targets: rows(data.targets), slopes: network.slopes, layers: [layers[0]!, output] },
    ...(masks === undefined ? {} : { masks }),
  };
  if (claim === 'full-rank') {
    const ones = output.bias === undefined ? [] : [problem.inputs.map(() => 1)];
    return exactRank([...exactReference(problem).lastHidden, ...ones]) < data.samples ? '' : 'the rank is full';
  }
  const carries = problem.inputs.map((row, n) =>
    layers[0]!.weights.map((_, i) => {
      const moves = layers[0]!.bias !== undefined || row.some((x) => x !== 0);
      return moves && network.slopes[0] !== 1 && masks?.[0]?.[n]?.[i] !== 0;
    }),
  );
  const { unique, inside, sse } = exactExistence(problem, carries);
  if (claim === 'local-minimum') return unique && !inside ? '' : 'the minimiser may be inside';
  const least = Rational.from(evidence.lossLower!).times(Rational.of(BigInt(2 * data.samples)));
  return claim === 'zero-loss-nearby' && least.sign() > 0 && sse.minus(least).sign() >= 0 ? '' : 'the loss can be lower';
}

async function campaign(points: readonly { readonly network: Network; readonly data: Dataset }[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [k, { network, data }] of points.entries())
    for (const claim of await certified(network, data, String(k))) counts[claim] = (counts[claim] ?? 0) + 1;
  if (process.env.CERTIFY_SEEDS !== undefined) process.stdout.write(`${JSON.stringify(counts)}\n`);
  return counts;
}

const SLOPES = [0, 0.1, 1, -1];

test(
  'what is certified of deeper networks is true in exact fractions, before and after training',
  async () => {
    const starts = Array.from({ length: FEWER }, (_, seed) => instance(deepProblem(seed)));
    expect((await campaign(starts))['full-rank']).toBeGreaterThan(FEWER / 10);
    const ends = await trainMany(
      starts.map(({ network }) => network),
      starts.map(({ data }) => data),
      { optimizer: 'levenberg-marquardt', epochs: 300 },
    );
    const counts = await campaign(
      ends.flatMap((end, k) => (end.status === 'fulfilled' ? [{ network: end.value.network, data: starts[k]!.data }] : [])),
    );
    expect(counts['zero-loss-nearby']).toBeGreaterThan(FEWER / 10);
    expect(counts['zero-loss-nearby, all layers']).toBeGreaterThan(0);
  },
  PATIENCE,
);

test(
  'what is certified at random points of tiny networks is true in exact fractions',
  async () => {
    const counts = await campaign(
      Array.from({ length: SEEDS }, (_, seed) =>
        instance(
          randomProblem(seed, {
            samples: 1 + (seed % 5),
            widths: [1 + (seed % 3), 1 + (seed % 2), 1],
            slopes: SLOPES[seed % 4]!,
            biases: [seed % 5 === 0, seed % 7 === 0],
            masks: (['none', 'uniform', 'bernoulli'] as const)[seed % 3]!,
            zeroInputs: seed % 11 === 0 ? 0.5 : 0,
          }),
        ),
      ),
    );
    expect(counts['full-rank']).toBeGreaterThan(SEEDS / 10);
    expect(counts['full-rank refuted']).toBeGreaterThan(SEEDS / 10);
    expect(counts['zero-loss-nearby refuted']).toBeGreaterThan(SEEDS / 10);
    expect(counts['local-minimum refuted']).toBeGreaterThan(SEEDS / 10);
  },
  PATIENCE,
);

/** Samples that differ by 2^−2 … 2^−25 only. */
function nearlyDependent(seed: number): Problem {
  const problem = randomProblem(30_000 + seed, { samples: 2 + (seed % 3), widths: [2, 2, 1], slopes: SLOPES[seed % 4]!, masks: 'uniform' });
  const inputs = problem.inputs.map((row, n) => (n === 0 ? row : problem.inputs[0]!.map((x, j) => x + row[j]! * 2 ** -(2 + (seed % 24)))));
  const masks = problem.masks!.map((mask) =>
    mask.map((row, n) => (n === 0 ? row : mask[0]!.map((x, i) => x + (row[i]! - x) * 2 ** -(seed % 9)))),
  );
  return { ...problem, inputs, masks };
}

test(
  'what is certified of ill-conditioned matrices is true in exact fractions',
  async () => {
    const counts = await campaign(Array.from({ length: FEWER }, (_, seed) => instance(nearlyDependent(seed))));
    expect(counts['full-rank']).toBeGreaterThan(FEWER / 2);
  },
  PATIENCE,
);

test(
  'what is certified on kinks of integer networks is true in exact fractions',
  async () => {
    const counts = await campaign(Array.from({ length: SEEDS }, (_, seed) => instance(kinkProblem(seed))));
    // Integers make most multipliers tie, which no certificate claims.
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(SEEDS / 20);
  },
  PATIENCE,
);

/** Data and masks of few digits, so that fractions stay short. */
function shortData(samples: number, seed: number): Dataset {
  const round = (numbers: Float64Array): Float64Array => numbers.map((x) => Math.round(64 * x) / 64);
  const data = Dataset.gaussian({ samples, inputs: 2, seed, masks: { kind: 'gaussian', sigma: 0.1, seed } });
  const shorten = (matrix: Matrix): Matrix => ({ ...matrix, data: round(matrix.data) });
  return Dataset.from({ inputs: shorten(data.inputs), targets: data.targets, masks: data.resolveMasks([2])!.map(shorten) });
}

async function trained(samples: number, optimizer: 'levenberg-marquardt' | 'active-set'): Promise<{ network: Network; data: Dataset }[]> {
  const points = Array.from({ length: SEEDS }, (_, seed) => ({
    start: Network.random({ inputs: 2, hidden: [2], slope: 0.125, seed }),
    data: shortData(samples, seed),
  }));
  const runs = await trainMany(
    points.map(({ start }) => start),
    points.map(({ data }) => data),
    { optimizer },
  );
  return runs.flatMap((run, k) => (run.status === 'fulfilled' ? [{ network: run.value.network, data: points[k]!.data }] : []));
}

test(
  'what is certified where training ends at zero loss is true in exact fractions',
  async () => {
    const counts = await campaign(await trained(3, 'levenberg-marquardt'));
    expect(counts['zero-loss-nearby']).toBeGreaterThan(SEEDS / 2);
  },
  PATIENCE,
);

test(
  'what is certified where training ends on kinks is true in exact fractions',
  async () => {
    const counts = await campaign(await trained(6, 'active-set'));
    expect(counts['kink-minimum']).toBeGreaterThan(SEEDS / 2);
    expect(counts['local-minimum']).toBeGreaterThan(SEEDS / 20);
  },
  PATIENCE,
);
