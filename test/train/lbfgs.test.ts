import { describe, expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { check } from '../../src/landscape/check.js';
import { Network } from '../../src/network/Network.js';
import { train } from '../../src/train/train.js';
import { bfgsDirection } from '../oracle/bfgsDirection.js';
import { withParameters } from '../oracle/parameters.js';
import type { Problem } from '../oracle/Problem.js';
import { randomProblem } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { instance } from '../support/instance.js';

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, k) => sum + value * b[k]!, 0);
const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((value, k) => value - b[k]!);

interface Point {
  readonly weights: readonly number[];
  readonly loss: number;
  readonly gradient: readonly number[];
  /** The length of the step that led here. */
  readonly length: number;
}

/** The points of a run, epoch by epoch, as the plain formulas see them. */
async function pointsOf(problem: Problem, memory: number, epochs: number): Promise<readonly Point[]> {
  const { network, data } = instance(problem);
  const points: Point[] = [];
  for (let k = 0; k <= epochs; k++) {
    const given = { optimizer: { kind: 'lbfgs', memory, kick: 0 }, historyEvery: 1, stop: { gradient: false } } as const;
    const run = k === 0 ? undefined : await train(network, data, { ...given, epochs: k });
    const weights = Array.from((run?.network ?? network).parameters());
    const { loss, gradient } = reference(withParameters(problem, weights));
    points.push({ weights, loss, gradient, length: run?.history.learningRate.at(-1) ?? 0 });
  }
  return points;
}

// Second implementation: the matrix of BFGS written out, gradients by plain loops; and the conditions that define the length of a step.
describe.each<[string, Problem]>([
  ['ReLU', randomProblem(1, { samples: 12, widths: [3, 4, 1] })],
  [
    'biases, masks, two hidden layers',
    randomProblem(2, { samples: 10, widths: [2, 4, 3, 1], slopes: 0.2, biases: true, masks: 'uniform' }),
  ],
  ['absolute value, two outputs', randomProblem(3, { samples: 9, widths: [3, 3, 2], slopes: -1 })],
  ['linear', randomProblem(4, { samples: 15, widths: [4, 3, 1], slopes: 1 })],
])('%s', (_name, problem) => {
  test.each([1, 3, 20])('%i steps remembered', async (memory) => {
    const points = await pointsOf(problem, memory, 15);
    let strong = 0;
    let steps = 0;
    for (let k = 0; k + 1 < points.length; k++) {
      const [at, next] = [points[k]!, points[k + 1]!];
      // Near a minimum little is left of differences of gradients.
      if (dot(at.gradient, at.gradient) < 1e-8 * dot(points[0]!.gradient, points[0]!.gradient)) break;
      steps++;
      const step = minus(next.weights, at.weights);
      const pairs = Array.from({ length: Math.min(k, memory) }, (_, j) => {
        const [from, to] = [points[k - Math.min(k, memory) + j]!, points[k - Math.min(k, memory) + j + 1]!];
        return { s: minus(to.weights, from.weights), y: minus(to.gradient, from.gradient) };
      });
      const direction = bfgsDirection(pairs, at.gradient);
      const size = Math.sqrt(dot(step, step));
      const error = minus(
        step,
        direction.map((value) => next.length * value),
      );
      expect(Math.sqrt(dot(error, error)) / size).toBeLessThan(1e-6);
      const slope = dot(at.gradient, direction);
      expect(slope).toBeLessThan(0);
      expect(next.loss).toBeLessThanOrEqual(at.loss + 1e-4 * next.length * slope + 1e-12 * at.loss);
      const end = dot(next.gradient, direction);
      expect(end).toBeGreaterThanOrEqual(0.9 * slope * (1 + 1e-9));
      if (end <= -0.9 * slope) strong++;
    }
    // Only past a kink do the weak conditions have to do.
    expect(steps).toBeGreaterThan(5);
    expect(strong / steps).toBeGreaterThan(0.75);
  });
});

test('a quadratic is minimised to rounding in about as many steps as it has parameters', async () => {
  const problem = randomProblem(5, { samples: 40, widths: [6, 1], biases: true });
  const { network, data } = instance(problem);
  const run = await train(network, data, { optimizer: 'lbfgs', historyEvery: 1 });
  expect(run.stopped).toBe('gradient');
  expect(run.epochs).toBeLessThanOrEqual(20);
});

test.each(Array.from({ length: 5 }, (_, seed) => seed))('a zero-loss minimum, 25-25-1, N = 100, seed %i', async (seed) => {
  const data = Dataset.gaussian({ samples: 100, inputs: 25, seed });
  const run = await train(Network.random({ inputs: 25, hidden: [25], seed }), data, { optimizer: 'lbfgs', seed });
  expect(run.stopped).toBe('gradient');
  expect((await check(run.network, data)).verdict).toBe('zero-loss-minimum');
});

describe('on kinks', () => {
  // y = |x| fitted by one unit 2·relu(w x): the loss has a kink at w = 0, where both sides rise.
  const data = Dataset.from({ inputs: [[1], [-1]], targets: [-1, -1] });
  const start = Network.from({ layers: [{ weights: [[0.7]] }, { weights: [[1]] }], slopes: [-1] });

  test('without kicks a run that cannot fall further says so, or that the gradient has vanished', async () => {
    const many = Dataset.gaussian({ samples: 60, inputs: 4, seed: 5 });
    const stopped = new Set<string>();
    for (let seed = 0; seed < 20; seed++) {
      const network = Network.random({ inputs: 4, hidden: [5], seed });
      const run = await train(network, many, { optimizer: { kind: 'lbfgs', kick: 0 }, epochs: 3000 });
      stopped.add(run.stopped);
      expect(run.loss).toBeLessThan(0.5);
    }
    expect(stopped).toContain('stalled');
  });

  test('kicks are counted, and the lowest point is the result', async () => {
    const run = await train(start, data, { optimizer: 'lbfgs', epochs: 200, historyEvery: 1, seed: 3 });
    expect(run.loss).toBeLessThanOrEqual(Math.min(...run.history.loss));
  });

  test('every step lowers the loss, unless it was a kick', async () => {
    const many = Dataset.gaussian({ samples: 80, inputs: 6, seed: 6 });
    const { history } = await train(Network.random({ inputs: 6, hidden: [6], seed: 6 }), many, {
      optimizer: 'lbfgs',
      epochs: 2000,
      historyEvery: 1,
      stop: { gradient: false },
    });
    expect(history.kicks.at(-1)).toBeGreaterThan(0);
    for (let k = 1; k + 1 < history.loss.length; k++) {
      if (history.kicks[k] === history.kicks[k - 1]) expect(history.loss[k]).toBeLessThanOrEqual(history.loss[k - 1]! * (1 + 1e-12));
    }
  });
});
