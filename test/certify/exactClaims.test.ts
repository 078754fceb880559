import { expect, test } from '@jest/globals';
import { certify } from '../../src/certify/certify.js';
import { Dataset } from '../../src/data/Dataset.js';
import type { Matrix } from '../../src/Matrix.js';
import { Network } from '../../src/network/Network.js';
import { trainMany } from '../../src/train/trainMany.js';
import { falseIn } from '../oracle/falseIn.js';
import { falseRefutation } from '../oracle/falseRefutation.js';
import type { Problem } from '../oracle/Problem.js';
import { randomProblem } from '../oracle/randomProblem.js';
import { deepProblem } from '../support/deepProblem.js';
import type { StoredCertificate } from '../support/claimOf.js';
import { instance } from '../support/instance.js';
import { kinkProblem } from '../support/kinkProblem.js';

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
      expect(`${label} ${claim} refuted: ${falseRefutation(claim, problemAt(network, data), result.evidence)}`).toBe(
        `${label} ${claim} refuted: `,
      );
      found.push(`${claim} refuted`);
    }
    if (result.outcome !== 'certified') continue;
    const stored = JSON.parse(JSON.stringify(result.certificate)) as StoredCertificate;
    expect(`${label} ${claim}: ${falseIn(stored)}`).toMatch(/: (open)?$/);
    found.push(stored.statement.layer === 0 ? `${claim}, all layers` : claim);
  }
  return found;
}

function problemAt(network: Network, data: Dataset): Problem {
  const rows = ({ data: numbers, rows: count, columns }: Matrix): number[][] =>
    Array.from({ length: count }, (_, n) => Array.from(numbers.subarray(n * columns, (n + 1) * columns)));
  const masks = data.resolveMasks(network.hidden)?.map(rows);
  const { layers } = network.toJSON();
  return {
    ...{ inputs: rows(data.inputs), targets: rows(data.targets), slopes: network.slopes, layers },
    ...(masks === undefined ? {} : { masks }),
  };
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
