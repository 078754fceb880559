import { describe, expect, test } from '@jest/globals';
import { train } from '../../src/train/train.js';
import type { Schedule } from '../../src/train/TrainOptions.js';
import { learningRateAt, plainAdam, plainGradientDescent } from '../oracle/plainTrainers.js';
import type { Problem } from '../oracle/Problem.js';
import { randomProblem } from '../oracle/randomProblem.js';
import { instance } from '../support/instance.js';

const problems = [
  randomProblem(41, { samples: 9, widths: [3, 5, 1] }),
  randomProblem(42, { samples: 13, widths: [2, 4, 3, 1], slopes: [0.1, 0], biases: true, masks: 'uniform' }),
  randomProblem(43, { samples: 6, widths: [5, 3, 2], slopes: -1, biases: [true, false], masks: 'bernoulli' }),
  randomProblem(44, { samples: 11, widths: [4, 3, 3, 2, 3], slopes: [0, 0.5, 1], zeroInputs: 0.3 }),
];
const epochs = 40;
const decay = { factor: 0.9, from: 10, minimum: 1e-3 };

/** Two runs of the same recurrence drift apart by rounding, amplified over 40 epochs of a smooth problem by far less than 10⁶. */
function expectClose(actual: Float64Array, expected: number[]): void {
  const scale = Math.max(...expected.map(Math.abs));
  const worst = Math.max(...expected.map((value, p) => Math.abs(actual[p]! - value)));
  expect(worst).toBeLessThanOrEqual(1e-10 * scale);
}

async function parametersAfter(problem: Problem, options: Parameters<typeof train>[2]): Promise<Float64Array> {
  const { network, data } = instance(problem);
  const run = await train(network, data, { epochs, stop: { gradient: false }, ...options });
  expect(run.stopped).toBe('epochs');
  return run.network.parameters();
}

describe('gradient descent', () => {
  test.each(problems)('constant learning rate, problem %#', async (problem) => {
    const actual = await parametersAfter(problem, { optimizer: { kind: 'gradient-descent', learningRate: 0.02 } });
    expectClose(actual, plainGradientDescent(problem, epochs, 0.02));
  });

  test.each(problems)('exponential decay, problem %#', async (problem) => {
    const actual = await parametersAfter(problem, {
      optimizer: { kind: 'gradient-descent', learningRate: 0.02 },
      schedule: { kind: 'exponential', ...decay },
    });
    expectClose(actual, plainGradientDescent(problem, epochs, 0.02, decay));
  });
});

describe('Adam', () => {
  const options = { learningRate: 0.01, beta1: 0.8, beta2: 0.95, epsilon: 1e-6 };

  test.each(problems)('β1, β2, ε as given, problem %#', async (problem) => {
    expectClose(await parametersAfter(problem, { optimizer: { kind: 'adam', ...options } }), plainAdam(problem, epochs, options));
  });

  test.each(problems)('exponential decay, problem %#', async (problem) => {
    const actual = await parametersAfter(problem, { optimizer: { kind: 'adam', ...options }, schedule: { kind: 'exponential', ...decay } });
    expectClose(actual, plainAdam(problem, epochs, options, decay));
  });

  test.each(['beta1', 'beta2', 'epsilon'] as const)('%s is felt', async (name) => {
    const usual = await parametersAfter(problems[0]!, { optimizer: { kind: 'adam', ...options } });
    const other = await parametersAfter(problems[0]!, { optimizer: { kind: 'adam', ...options, [name]: 0.5 } });
    expect(Array.from(other)).not.toEqual(Array.from(usual));
  });
});

describe('schedule', () => {
  test('the history shows the learning rate of each epoch', async () => {
    const { network, data } = instance(problems[0]!);
    const { history } = await train(network, data, {
      optimizer: { kind: 'gradient-descent', learningRate: 0.02 },
      schedule: { kind: 'exponential', ...decay },
      epochs,
      historyEvery: 1,
      stop: { gradient: false },
    });
    expect(history.epoch.length).toBe(epochs + 1);
    for (let k = 0; k < epochs; k++) expect(history.learningRate[k]! / learningRateAt(k, 0.02, decay)).toBeCloseTo(1, 12);
    // The minimum is reached: 0.02 · 0.9³⁰ < 10⁻³.
    expect(history.learningRate[epochs - 1]).toBe(1e-3);
  });
});

describe('cosine schedule', () => {
  const rates = async (schedule: Schedule): Promise<Float64Array> => {
    const { network, data } = instance(problems[0]!);
    const optimizer = { kind: 'gradient-descent', learningRate: 0.02 } as const;
    return (await train(network, data, { optimizer, schedule, epochs: 12, historyEvery: 1, stop: { gradient: false } })).history
      .learningRate;
  };

  test('over all epochs, to zero', async () => {
    const seen = await rates({ kind: 'cosine' });
    expect(seen.length).toBe(13);
    for (let k = 0; k <= 12; k++) expect(seen[k]).toBeCloseTo(0.01 * (1 + Math.cos((Math.PI * k) / 12)), 16);
    expect(seen[12]).toBe(0);
  });

  test('from one epoch to another: constant before, the minimum after', async () => {
    const seen = await rates({ kind: 'cosine', from: 2, to: 6, minimum: 0.004 });
    // 0.004 + 0.016 (1 + cos(πk/4)) / 2.
    const half = 0.008 * Math.SQRT1_2;
    const expected = [0.02, 0.02, 0.02, 0.012 + half, 0.012, 0.012 - half, ...Array<number>(7).fill(0.004)];
    expected.forEach((rate, k) => expect(seen[k]).toBeCloseTo(rate, 16));
  });

  test('that ends after the last epoch', async () => {
    expect((await rates({ kind: 'cosine', to: 24 }))[12]).toBeCloseTo(0.01, 16);
  });
});

describe('float32', () => {
  test('its results are float32 numbers near those of float64', async () => {
    const options = { optimizer: { kind: 'gradient-descent', learningRate: 0.02 } } as const;
    const single = await parametersAfter(problems[0]!, { ...options, precision: 'float32' });
    const double = await parametersAfter(problems[0]!, options);
    expect(Array.from(single)).toEqual(Array.from(single, Math.fround));
    expect(Array.from(double)).not.toEqual(Array.from(double, Math.fround));
    double.forEach((value, p) => expect(Math.abs(single[p]! - value)).toBeLessThan(1e-4));
  });
});
