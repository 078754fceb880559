import { describe, expect, test } from '@jest/globals';
import { train } from '../../src/train/train.js';
import { awayFromKinks, type Draw } from '../oracle/awayFromKinks.js';
import { packParameters, withParameters } from '../oracle/parameters.js';
import type { Problem } from '../oracle/Problem.js';
import { generator, randomProblem, type Shape } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { instance } from '../support/instance.js';

type Precision = 'float64' | 'float32';
const unitRoundoff = { float64: 2 ** -53, float32: 2 ** -24 };

/**
 * One epoch of gradient descent reveals the gradient: (θ_0 − θ_1)/η. With a large η the parameters themselves hardly matter beside the
 * step, so little is lost by the subtraction; η is a power of two and costs no rounding.
 */
const learningRate = { float64: 2 ** 30, float32: 2 ** 10 };

async function oneStep(problem: Problem, precision: Precision): Promise<{ gradient: number[]; loss: number }> {
  const { network, data } = instance(problem);
  const run = await train(network, data, {
    optimizer: { kind: 'gradient-descent', learningRate: learningRate[precision] },
    epochs: 1,
    precision,
    stop: { gradient: false },
  });
  expect(run.epochs).toBe(1);
  const after = run.network.parameters();
  return {
    gradient: packParameters(problem).map((value, p) => (value - after[p]!) / learningRate[precision]),
    loss: run.history.loss[0]!,
  };
}

/** Largest error of the step's gradient and loss, in units of its a-priori bound. */
async function worstError({ problem, expected, bounds }: Draw, precision: Precision): Promise<number> {
  const u = unitRoundoff[precision];
  const { gradient, loss } = await oneStep(problem, precision);
  let worst = Math.abs(loss - expected.loss) / (2 * bounds.loss);
  const theta = packParameters(problem);
  expected.gradient.forEach((g, p) => {
    const bound = 2 * bounds.gradient[p]! + 4 * u * (Math.abs(g) + Math.abs(theta[p]!) / learningRate[precision]);
    const error = Math.abs(gradient[p]! - g);
    // A weight that nothing feels has bound 0 and must not move at all; NaN must not pass.
    if (!(error <= bound)) worst = Math.max(worst, bound === 0 ? Infinity : Number.isNaN(error) ? Infinity : error / bound);
    else if (error > 0) worst = Math.max(worst, error / bound);
  });
  return worst;
}

describe.each(['float64', 'float32'] as const)('the fused step against the reference, %s', (precision) => {
  const sizes = Array.from({ length: 40 }, (_, k) => k + 1);

  // Every pair (N, d) of 1 … 40, so that each remainder of each vector width occurs with each other one.
  test.each(sizes)('d_0 = %i with every N from 1 to 40', async (inputs) => {
    const errors: Record<string, number> = {};
    for (const samples of sizes) {
      const units = 1 + ((7 * inputs + 11 * samples) % 40);
      const draw = awayFromKinks(1000 * inputs + samples, { samples, widths: [inputs, units, 1], slopes: 0.1 }, precision);
      const worst = await worstError(draw, precision);
      if (!(worst <= 1)) errors[`${inputs}-${units}-1, N = ${samples}`] = worst;
    }
    expect(errors).toEqual({});
  });

  test.each(sizes)('d_1 = %i with a spread of d_0 and N', async (units) => {
    const errors: Record<string, number> = {};
    for (const [inputs, samples] of [
      [1, 13],
      [3, 1],
      [8, 40],
      [17, 7],
      [40, 31],
    ] as const) {
      const draw = awayFromKinks(77 * units + inputs, { samples, widths: [inputs, units, 2], biases: true, masks: 'uniform' }, precision);
      const worst = await worstError(draw, precision);
      if (!(worst <= 1)) errors[`${inputs}-${units}-2, N = ${samples}`] = worst;
    }
    expect(errors).toEqual({});
  });

  test.each(Array.from({ length: 120 }, (_, seed) => seed))('random shape %i', async (seed) => {
    const next = generator(3000 + seed);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)]!;
    const hidden = 1 + (seed % 3);
    const widths = Array.from({ length: hidden + 1 }, () => 1 + Math.floor(20 * next())).concat(1 + Math.floor(3 * next()));
    const shape: Shape = {
      samples: 1 + Math.floor(40 * next()),
      widths,
      slopes: Array.from({ length: hidden }, () => pick([0, 0.1, 1, -1])),
      biases: Array.from({ length: hidden + 1 }, () => next() < 0.5),
      masks: pick(['none', 'uniform', 'bernoulli'] as const),
      deadUnits: pick([0, 1]),
      zeroInputs: pick([0, 0.3]),
    };
    expect(await worstError(awayFromKinks(seed, shape, precision), precision)).toBeLessThanOrEqual(1);
  });

  // The core works through the samples in blocks: sizes around and beyond one block.
  test.each([63, 64, 65, 127, 128, 129, 255, 257, 300])('N = %i samples', async (samples) => {
    const draw = awayFromKinks(samples, { samples, widths: [5, 9, 1], slopes: -1, biases: true }, precision);
    expect(await worstError(draw, precision)).toBeLessThanOrEqual(1);
  });
});

describe('exact differences', () => {
  // The outputs are affine in each single weight while no sign changes, so (v(θ + h) − v(θ))/h is a row of J, and J e / N the gradient.
  const shapes: Shape[] = [
    { samples: 5, widths: [3, 4, 1] },
    { samples: 7, widths: [2, 5, 2], slopes: -1, biases: true },
    { samples: 6, widths: [3, 4, 3, 1], slopes: [0.1, 0], biases: [true, false, true] },
    { samples: 4, widths: [2, 3, 3, 2, 3], slopes: [0.5, 1, -1] },
  ];

  test.each(shapes)('are the step of one epoch: $widths', async (shape) => {
    const problem = randomProblem(31, shape);
    const { network, data } = instance(problem);
    const { gradient } = await oneStep(problem, 'float64');
    const theta = packParameters(problem);
    const here = network.predict(data.inputs).data;
    const targets = problem.targets.flat();
    const positive = (at: number[]): string =>
      JSON.stringify(
        reference(withParameters(problem, at))
          .U.slice(1, -1)
          .map((layer) => layer.map((row) => row.map((u) => u >= 0))),
      );
    const pattern = positive(theta);
    theta.forEach((value, p) => {
      let h = 1;
      while (positive(theta.with(p, value + h)) !== pattern) h /= 2;
      expect(h).toBeGreaterThan(1e-7);
      const there = network.withParameters(Float64Array.from(theta.with(p, value + h))).predict(data.inputs).data;
      const difference = targets.reduce((sum, y, k) => sum + ((there[k]! - here[k]!) / h) * (here[k]! - y), 0) / problem.inputs.length;
      expect(Math.abs(difference - gradient[p]!)).toBeLessThanOrEqual(1e-13 / h + 1e-12);
    });
  });
});
