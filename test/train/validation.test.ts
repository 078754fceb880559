import { describe, expect, test } from '@jest/globals';
import type { Dataset } from '../../src/data/Dataset.js';
import { ArgumentError } from '../../src/errors.js';
import { train } from '../../src/train/train.js';
import type { OptimizerName } from '../../src/train/Optimizer.js';
import type { TrainOptions } from '../../src/train/TrainOptions.js';
import { withParameters } from '../oracle/parameters.js';
import { randomProblem, type Shape } from '../oracle/randomProblem.js';
import { reference } from '../oracle/reference.js';
import { roundingBounds } from '../oracle/roundingBounds.js';
import { exactText } from '../support/exactText.js';
import { instance } from '../support/instance.js';

const shapes: Shape[] = [
  { samples: 12, widths: [3, 4, 1], signs: true },
  { samples: 12, widths: [3, 4, 3, 2], slopes: [0.1, 0], biases: true, masks: 'uniform', signs: true },
];
const optimizers: [OptimizerName, TrainOptions][] = [
  ['gradient-descent', {}],
  ['momentum', { noise: { kind: 'bernoulli', keep: 0.5 } }],
  ['sgd', { batchSize: 5 }],
  ['adam', { precision: 'float32', batchSize: 7, noise: { kind: 'gaussian', sigma: 0.2 } }],
  ['levenberg-marquardt', {}],
];

describe.each(shapes)('$widths', (shape) => {
  const problem = randomProblem(81, shape);
  const heldOut = { ...randomProblem(82, { ...shape, samples: 5 }), layers: problem.layers };
  const { network, data } = instance(problem);
  const validation = instance(heldOut).data;

  // A run of k epochs ends in row k of a longer one: its network is what the row is about.
  test.each(optimizers)('%s: every row has loss and mce of the samples held out', async (optimizer, more) => {
    const options: TrainOptions = { optimizer, ...more, historyEvery: 2, stop: { gradient: false }, validation };
    const { history } = await train(network, data, { ...options, epochs: 10 });
    for (const epochs of [2, 6, 10]) {
      const run = await train(network, data, { ...options, epochs });
      const ended = withParameters(heldOut, run.network.parameters());
      const expected = reference(ended);
      const tolerance = 2 * roundingBounds(ended, 2 ** -53).loss;
      expect(Math.abs(run.history.validationLoss!.at(-1)! - expected.loss)).toBeLessThanOrEqual(tolerance);
      expect(run.history.validationMce!.at(-1)).toBe(expected.mce);
      if (optimizer !== 'levenberg-marquardt') expect(history.validationLoss![epochs / 2]).toBe(run.history.validationLoss!.at(-1));
    }
    expect(history.validationLoss!.length).toBe(history.epoch.length);
    expect(history.validationMce!.length).toBe(history.epoch.length);
  });

  test.each(optimizers)('%s: training does not see them', async (optimizer, more) => {
    const options: TrainOptions = { optimizer, ...more, epochs: 20 };
    const without = await train(network, data, options);
    const run = await train(network, data, { ...options, validation });
    expect(exactText(run.state)).toBe(exactText(without.state));
    expect(exactText(run.history.loss)).toBe(exactText(without.history.loss));
    expect([without.history.validationLoss, without.history.validationMce]).toEqual([undefined, undefined]);
  });
});

const { network, data } = instance(randomProblem(83, { samples: 6, widths: [3, 4, 1], signs: true }));

test('there is no validationMce when the targets held out are not ±1', async () => {
  const validation = instance(randomProblem(84, { samples: 4, widths: [3, 4, 1] })).data;
  const { history } = await train(network, data, { epochs: 3, validation });
  expect(history.validationLoss).toBeDefined();
  expect(history.validationMce).toBeUndefined();
  expect(history.mce).toBeDefined();
});

describe('refused, by its name', () => {
  const heldOut = (widths: number[], masks: 'none' | 'uniform' = 'none') => instance(randomProblem(85, { samples: 4, widths, masks })).data;

  test.each<[string, unknown, RegExp?]>([
    ['other inputs', heldOut([2, 4, 1])],
    ['other outputs', heldOut([3, 4, 2])],
    ['masks of other widths', heldOut([3, 5, 1], 'uniform'), /masks\[0\]/],
    ['no data set', { inputs: [[1, 2, 3]], targets: [1] }],
    ['a share', 0.2],
  ])('%s', async (_name, validation, message = /options\.validation/) => {
    const refused = train(network, data, { epochs: 3, validation: validation as Dataset });
    await expect(refused).rejects.toBeInstanceOf(ArgumentError);
    await expect(refused).rejects.toThrow(message);
  });
});
