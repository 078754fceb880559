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

/** Σe² of a network with one output in plain arithmetic, and a bound on its rounding error. */
function squares({ inputs, targets, masks, slopes, layers }: Problem): { value: number; error: number } {
  let value = 0;
  let error = 0;
  for (let n = 0; n < inputs.length; n++) {
    let activations: readonly number[] = inputs[n]!;
    let errors: readonly number[] = activations.map(() => 0);
    for (const [l, { weights, bias }] of layers.entries()) {
      const next: number[] = [];
      const nextErrors: number[] = [];
      for (const [i, row] of weights.entries()) {
        let u = bias?.[i] ?? 0;
        let size = Math.abs(u);
        let carried = 0;
        for (let j = 0; j < row.length; j++) {
          const part = row[j]! * activations[j]!;
          u += part;
          size += Math.abs(part);
          carried += Math.abs(row[j]!) * errors[j]!;
        }
        const slope = slopes[l] ?? 1;
        const mask = l < slopes.length ? (masks?.[l]?.[n]?.[i] ?? 1) : 1;
        next.push(mask * (u >= 0 ? u : slope * u));
        // Two roundings for each term, and two for the activation; the steeper side bounds what an error of u becomes.
        nextErrors.push(Math.abs(mask) * Math.max(1, Math.abs(slope)) * (carried + (2 * row.length + 6) * 2 ** -53 * size));
      }
      activations = next;
      errors = nextErrors;
    }
    const e = activations[0]! - targets[n]![0]!;
    const own = errors[0]! + 2 ** -52 * Math.abs(e);
    value += e * e;
    error += 2 * Math.abs(e) * own + own * own + inputs.length * 2 ** -52 * e * e;
  }
  return { value, error };
}

/**
 * How far the parameters may move together before a sign off the kinks of one hidden layer, or that of an output weight, can change: what a
 * proof on a kink speaks of.
 */
function reachOffKinks({ inputs, layers: [hidden, output] }: Problem): number {
  let reach = Math.min(...output!.weights[0]!.map(Math.abs).filter((w) => w > 0));
  for (const x of inputs) {
    const length = Math.hypot(...x, hidden!.bias === undefined ? 0 : 1);
    for (const [i, w] of hidden!.weights.entries()) {
      const u = w.reduce((sum, value, j) => sum + value * x[j]!, hidden!.bias?.[i] ?? 0);
      const distance = Math.abs(u) / length;
      // On a kink to rounding.
      if (distance > 1e-12 * Math.hypot(...w)) reach = Math.min(reach, distance);
    }
  }
  return reach;
}

interface Start {
  readonly verdict: Verdict;
  readonly name: string;
  readonly problem: Problem;
  readonly options: TrainOptions;
}

const line = randomProblem(3, { samples: 8, widths: [2, 1, 1], slopes: 0.3, biases: [true, false] });
const deepLine = randomProblem(3, { samples: 8, widths: [2, 1, 1, 1], slopes: 0.3, biases: [true, true, false] });
const raised = (problem: Problem): Problem['targets'] => problem.targets.map(([y]) => [y! + 20]);
const starts: readonly Start[] = [
  {
    verdict: 'zero-loss-minimum',
    name: 'Levenberg–Marquardt',
    problem: randomProblem(2, { samples: 6, widths: [3, 4, 1], slopes: 0.1, masks: 'uniform' }),
    options: { optimizer: 'levenberg-marquardt' },
  },
  {
    verdict: 'zero-loss-minimum',
    name: 'two hidden layers',
    problem: randomProblem(5, { samples: 6, widths: [3, 4, 4, 1], slopes: 0.1, biases: true }),
    options: { optimizer: 'levenberg-marquardt' },
  },
  // A bias so large that the one unit is active on every sample: its best fit is an affine one, and far from every kink.
  {
    verdict: 'local-minimum',
    name: 'a unit active on all samples',
    problem: { ...line, targets: raised(line), layers: [{ ...line.layers[0]!, bias: [20] }, { weights: [[1]] }] },
    options: { optimizer: 'levenberg-marquardt' },
  },
  {
    verdict: 'local-minimum',
    name: 'two such layers',
    problem: {
      ...deepLine,
      targets: raised(deepLine),
      layers: [{ ...deepLine.layers[0]!, bias: [20] }, { weights: [[1]], bias: [1] }, { weights: [[1]] }],
    },
    options: { optimizer: 'levenberg-marquardt' },
  },
  // v = |w|, y = −½: the minimum is at the kink, and a step of ½ leads from w = ½ to it.
  {
    verdict: 'kink-minimum',
    name: 'a step to the tip of |w|',
    problem: { inputs: [[1]], targets: [[-0.5]], slopes: [-1], layers: [{ weights: [[0.5]] }, { weights: [[1]] }] },
    options: { optimizer: { kind: 'gradient-descent', learningRate: 0.5 }, epochs: 1 },
  },
  // v = |w_2 w_1|, y = 0 from w_1 = 1: a step of 1 leads w_2 to 0, where the loss is.
  {
    verdict: 'kink-minimum',
    name: 'two hidden layers, fitted on a kink',
    problem: {
      inputs: [[1]],
      targets: [[0]],
      slopes: [0, -1],
      layers: [{ weights: [[1]] }, { weights: [[0.5]] }, { weights: [[1]] }],
    },
    options: { optimizer: { kind: 'gradient-descent', learningRate: 1 }, epochs: 1 },
  },
  ...[0, 0.1].map((slope) => ({
    verdict: 'kink-minimum' as const,
    name: `the active set, slope ${String(slope)}`,
    problem: randomProblem(17, { samples: 16, widths: [2, 2, 1], slopes: slope, masks: 'uniform' }),
    options: { optimizer: 'active-set' } as const,
  })),
  // v = w_2 w_1, y = 1, on the stable line w_2 = −w_1 of the saddle at 0: a step of 1 cubes the distance.
  {
    verdict: 'saddle',
    name: 'down the stable line',
    problem: { inputs: [[1]], targets: [[1]], slopes: [1], layers: [{ weights: [[0.5]] }, { weights: [[-0.5]] }] },
    options: { optimizer: { kind: 'gradient-descent', learningRate: 1 }, epochs: 30 },
  },
  // v = w_3 w_2 w_1, y = 1, e = −5/4: a step of 4/5 leads w_2 = −w_3 = ½ to 0, and w_1 to ¾.
  {
    verdict: 'saddle',
    name: 'two hidden layers, a step down the stable line',
    problem: {
      inputs: [[1]],
      targets: [[1]],
      slopes: [0.5, 1],
      layers: [{ weights: [[1]] }, { weights: [[0.5]] }, { weights: [[-0.5]] }],
    },
    options: { optimizer: { kind: 'gradient-descent', learningRate: 0.8 }, epochs: 1 },
  },
];

test.each(starts)('$verdict, reached by training ($name): 10,000 perturbations at three radii do not contradict it', async (start) => {
  const { network, data } = instance(start.problem);
  const run = await train(network, data, start.options);
  const report = await check(run.network, data);
  expect([report.verdict, report.reason]).toEqual([start.verdict, report.reason]);
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

  // No sign off the kinks changes nearer than the distance to the kinks ahead. Zero loss is global, and near a saddle all of 0.1 will do.
  const ahead = report.kinks.distance ?? 0;
  const onKink = report.kinks.onKink > 0 && start.problem.layers.length === 2;
  const reach = ahead > 0 ? ahead : onKink ? Math.min(0.1, reachOffKinks(withParameters(start.problem, theta))) : 0.1;
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
