import { expect, test } from '@jest/globals';
import { check } from '../../src/landscape/check.js';
import { train } from '../../src/train/train.js';
import type { Problem } from '../oracle/Problem.js';
import { generator } from '../oracle/randomProblem.js';
import { instance } from '../support/instance.js';
import { judge } from '../support/judge.js';

/**
 * Wu, Simsek, Ged 2025: five points, a constant 1 as second input, ReLU without biases. Gradient descent from tiny weights ends where the
 * outputs are the least-squares line and a unit has its breakpoint exactly at x = 0.7. Here that point is built with two units:
 * 0.12·relu(0.7 − x) − relu(p x + q) = αx + β on the data, the second unit active on all of it.
 */
const xs = [-1, -0.6, -0.1, 0.3, 0.7];
const ys = [0.28, -0.1, 0.03, 0.23, -0.22];

function endPoint(): Problem {
  const meanX = xs.reduce((a, b) => a + b) / 5;
  const meanY = ys.reduce((a, b) => a + b) / 5;
  const alpha = xs.reduce((sum, x, n) => sum + (x - meanX) * (ys[n]! - meanY), 0) / xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
  const beta = meanY - alpha * meanX;
  const outgoing = 0.12;
  return {
    inputs: xs.map((x) => [x, 1]),
    targets: ys.map((y) => [y]),
    slopes: [0],
    layers: [
      {
        weights: [
          [-1, 0.7],
          [-alpha - outgoing, 0.7 * outgoing - beta],
        ],
      },
      { weights: [[outgoing, -1]] },
    ],
  };
}

test('the end point has the published mse and sits on the kink at x = 0.7', async () => {
  const report = await judge(endPoint());
  expect(report.mse).toBeCloseTo(0.027885961123110155, 15);
  expect(report.kinks).toMatchObject({ minAbs: 0, at: { layer: 1, unit: 0, sample: 4 }, onKink: 1 });
  // With the breakpoint counted as active every sample is fitted by a line, so the gradient vanishes to rounding.
  expect(report.gradient.infNorm).toBeLessThanOrEqual(report.gradient.tolerance);
});

test('it is a minimum, not a differentiable one', async () => {
  // With e the residual of the line, X e = 0. Let t be the change of unit 0's pre-activation at x = 0.7, where e > 0: turning it off there
  // costs 0.12·e·|t| in first order, turning it on nothing, and every other first-order term vanishes. The rest is a square.
  expect((await judge(endPoint())).verdict).toBe('kink-minimum');
});

test('with the outgoing weight of the group negative the same outputs are not a minimum', async () => {
  // −c·relu(0.7 − x) − relu(2 − p x) + (2 + β + 0.7 c) with p = α − c is the same line on the data, and now turning unit 0 off at x = 0.7
  // gains c·e·|t| in first order.
  const { inputs, targets, slopes, layers } = endPoint();
  const [alpha, beta] = [-layers[0]!.weights[1]![0]! - 0.12, 0.7 * 0.12 - layers[0]!.weights[1]![1]!];
  const c = 0.5;
  const p = alpha - c;
  const mirrored = {
    inputs,
    targets,
    slopes,
    layers: [
      {
        weights: [
          [-1, 0.7],
          [-p, 2],
          [0, 1],
        ],
      },
      { weights: [[-c, -1, beta + 0.7 * c + 2]] },
    ],
  };
  const report = await judge(mirrored);
  expect(report.mse).toBeCloseTo(0.027885961123110155, 14);
  expect(report.kinks).toMatchObject({ minAbs: 0, at: { layer: 1, unit: 0, sample: 4 } });
  expect(['not-critical', 'kink']).toContain(report.verdict);
});

/** Width 50, weights from N(0, (8e-6)²). */
function tinyStart(seed: number): Problem {
  const next = generator(seed);
  const normal = (): number => 8e-6 * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const { inputs, targets, slopes } = endPoint();
  const weights = Array.from({ length: 50 }, () => [normal(), normal()]);
  return { inputs, targets, slopes, layers: [{ weights }, { weights: [Array.from(weights, normal)] }] };
}

// The learning rate is ours. These runs end with outputs on the line and units of tiny weights whose breakpoints are near the samples, not on
// them: a minimum, on one side of the kinks. The active set takes the last digits.
test.each([1, 2, 3, 4, 5])('gradient descent of 50 units from tiny weights, seed %i, ends at the published mse', async (seed) => {
  const { network, data } = instance(tinyStart(seed));
  const run = await train(network, data, { optimizer: { kind: 'gradient-descent', learningRate: 0.1 }, epochs: 50_000 });
  const { mse } = await check(run.network, data);
  expect(mse).toBeCloseTo(0.027885961123110155, 12);
  const settled = await train(run.network, data, { optimizer: 'active-set' });
  const report = await check(settled.network, data);
  expect(report.mse).toBeCloseTo(0.027885961123110155, 15);
  expect(['local-minimum', 'kink-minimum']).toContain(report.verdict);
});
