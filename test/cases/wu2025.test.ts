import { expect, test } from '@jest/globals';
import type { Problem } from '../oracle/Problem.js';
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
  expect(['kink-minimum', 'kink']).toContain((await judge(endPoint())).verdict);
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
