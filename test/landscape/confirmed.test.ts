import { expect, test } from '@jest/globals';
import { check } from '../../src/landscape/check.js';
import type { Verdict } from '../../src/landscape/CheckReport.js';
import { train } from '../../src/train/train.js';
import type { TrainOptions } from '../../src/train/TrainOptions.js';
import { withParameters } from '../oracle/parameters.js';
import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem } from '../oracle/randomProblem.js';
import { instance } from '../support/instance.js';

const PERTURBATIONS = 10_000;

/** Σe² of one hidden layer and one output in plain arithmetic, and a bound on its rounding error. */
function squares({ inputs, targets, masks, slopes, layers }: Problem): { value: number; error: number } {
  const [hidden, output] = layers;
  let value = 0;
  let error = 0;
  inputs.forEach((x, n) => {
    let v = output!.bias?.[0] ?? 0;
    let size = Math.abs(v) + Math.abs(targets[n]![0]!);
    hidden!.weights.forEach((w, i) => {
      let u = hidden!.bias?.[i] ?? 0;
      let most = Math.abs(u);
      for (let j = 0; j < x.length; j++) {
        u += w[j]! * x[j]!;
        most += Math.abs(w[j]! * x[j]!);
      }
      const factor = output!.weights[0]![i]! * (masks?.[0]?.[n]?.[i] ?? 1);
      v += factor * (u >= 0 ? u : slopes[0]! * u);
      size += Math.abs(factor) * most * Math.max(1, Math.abs(slopes[0]!));
    });
    const e = v - targets[n]![0]!;
    // Fewer than 32 roundings on the way to e, and those of the sum.
    const own = 32 * 2 ** -53 * size;
    value += e * e;
    error += 2 * Math.abs(e) * own + own * own + inputs.length * 2 ** -52 * e * e;
  });
  return { value, error };
}

interface Start {
  readonly verdict: Verdict;
  readonly problem: Problem;
  readonly options: TrainOptions;
}

const line = randomProblem(3, { samples: 8, widths: [2, 1, 1], slopes: 0.3, biases: [true, false] });
const starts: readonly Start[] = [
  {
    verdict: 'zero-loss-minimum',
    problem: randomProblem(2, { samples: 6, widths: [3, 4, 1], slopes: 0.1, masks: 'uniform' }),
    options: { optimizer: 'levenberg-marquardt' },
  },
  // A bias so large that the one unit is active on every sample: its best fit is an affine one, and far from every kink.
  {
    verdict: 'local-minimum',
    problem: { ...line, targets: line.targets.map(([y]) => [y! + 20]), layers: [{ ...line.layers[0]!, bias: [20] }, { weights: [[1]] }] },
    options: { optimizer: 'levenberg-marquardt' },
  },
  // v = |w|, y = −½: the minimum is at the kink, and a step of ½ leads from w = ½ to it.
  {
    verdict: 'kink-minimum',
    problem: { inputs: [[1]], targets: [[-0.5]], slopes: [-1], layers: [{ weights: [[0.5]] }, { weights: [[1]] }] },
    options: { optimizer: { kind: 'gradient-descent', learningRate: 0.5 }, epochs: 1 },
  },
  // v = w_2 w_1, y = 1, on the stable line w_2 = −w_1 of the saddle at 0: a step of 1 cubes the distance.
  {
    verdict: 'saddle',
    problem: { inputs: [[1]], targets: [[1]], slopes: [1], layers: [{ weights: [[0.5]] }, { weights: [[-0.5]] }] },
    options: { optimizer: { kind: 'gradient-descent', learningRate: 1 }, epochs: 30 },
  },
];

test.each(starts)('$verdict, reached by training: 10,000 perturbations at three radii do not contradict it', async (start) => {
  const { network, data } = instance(start.problem);
  const run = await train(network, data, start.options);
  const report = await check(run.network, data);
  expect(report.verdict).toBe(start.verdict);
  const theta = run.network.parameters();
  const here = squares(withParameters(start.problem, theta));
  const move = (by: (p: number) => number): ReturnType<typeof squares> =>
    squares(
      withParameters(
        start.problem,
        theta.map((w, p) => w + by(p)),
      ),
    );

  if (report.descent !== null) {
    const { step, direction, drop } = report.descent;
    const there = move((p) => step * direction[p]!);
    expect(there.value + there.error).toBeLessThan(here.value - here.error);
    expect((here.value - there.value) / (2 * data.samples)).toBeCloseTo(drop, 10);
  }
  expect(report.descent !== null).toBe(start.verdict === 'saddle');

  // No sign off the kinks changes nearer than the distance to the kinks ahead; none is ahead of the last two points.
  const reach = report.kinks.distance === null || report.kinks.distance === 0 ? 0.1 : report.kinks.distance;
  const next = generator(11);
  let below = 0;
  for (const radius of [0.99 * reach, 1e-2 * reach, 1e-4 * reach]) {
    for (let k = 0; k < PERTURBATIONS; k++) {
      const direction = Array.from(theta, () => 2 * next() - 1);
      const scale = radius / Math.hypot(...direction);
      const there = move((p) => scale * direction[p]!);
      below += Number(there.value + there.error < here.value - here.error);
    }
  }
  if (start.verdict === 'saddle') expect(below).toBeGreaterThan(0);
  else expect(below).toBe(0);
});
