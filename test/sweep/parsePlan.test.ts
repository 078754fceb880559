import { describe, expect, test } from '@jest/globals';
import { parameterNames } from '../../src/sweep/parameterNames.js';
import { parsePlan } from '../../src/sweep/parsePlan.js';
import type { PlanInput } from '../../src/sweep/Plan.js';
import type { PlanParameters } from '../../src/sweep/PlanParameters.js';
import { trainOptionsOf } from '../../src/sweep/trainOptionsOf.js';
import { trialAt } from '../../src/sweep/trialAt.js';
import { KINDS, OPTIMIZER_KEYS } from '../../src/train/parseOptimizer.js';

const format = 'kinkless-plan/1';
const trial = { d: 3, samples: 9 };

test('what a plan leaves out', async () => {
  expect(await parsePlan({ format, trial })).toEqual({
    format,
    name: undefined,
    repetitions: 1,
    measure: ['verdict'],
    trial,
    cases: [{}],
    axes: [],
    cells: 1,
    trials: 1,
  });
});

test('every option of every optimiser is a parameter, and reaches the training', async () => {
  const inSnakeCase = OPTIMIZER_KEYS.map((key) =>
    key === 'kind' ? 'optimizer' : key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
  expect(inSnakeCase.filter((name) => !parameterNames.some((one) => one === name))).toEqual([]);
  const optimizers: PlanParameters[] = [
    { optimizer: 'gradient-descent', learning_rate: 0.5 },
    { optimizer: 'momentum', learning_rate: 0.5, momentum: 0.25, nesterov: true },
    { optimizer: 'sgd', learning_rate: 0.5, momentum: 0.25, nesterov: true },
    { optimizer: 'adam', learning_rate: 0.5, beta1: 0.25, beta2: 0.125, epsilon: 0.75 },
    { optimizer: 'levenberg-marquardt', damping: 0.5, kick: 0.25 },
    { optimizer: 'lbfgs', kick: 0.25, memory: 7 },
    { optimizer: 'active-set' },
  ];
  expect(optimizers.map(({ optimizer }) => optimizer)).toEqual(KINDS);
  const plan = await parsePlan({ format, trial, cases: optimizers });
  for (const [k, { optimizer, ...options }] of optimizers.entries()) {
    const { training } = trainOptionsOf(trialAt(plan, k), 9);
    expect(Object.values(training.optimizer!)).toEqual([optimizer, ...Object.values(options)]);
  }
});

test('trials: cases times values times repetitions', async () => {
  const plan = await parsePlan({
    format,
    repetitions: 7,
    trial,
    cases: [{ optimizer: 'adam' }, { optimizer: 'sgd' }],
    grid: { slope: [0, 0.1, 1], hidden_layers: [1, 2, 3, 4] },
  });
  expect([plan.cells, plan.trials]).toEqual([24, 168]);
  expect(plan.axes.map(({ name }) => name)).toEqual(['slope', 'hidden_layers']);
});

describe('refused, naming the place, what was expected and what came', () => {
  test.each<[string, object, RegExp]>([
    ['no format', { trial }, /Expected "kinkless-plan\/1" for format but received nothing/],
    ['another format', { format: 'kinkless-plan/2', trial }, /"kinkless-plan\/1" for format but received "kinkless-plan\/2"/],
    ['a misspelt key', { format, repetition: 3 }, /for plan but received "repetition" \(the nearest is "repetitions"\)/],
    ['a misspelt parameter', { format, trial: { ...trial, sloep: 0 } }, /for trial but received "sloep" \(the nearest is "slope"\)/],
    ['a misspelt axis', { format, trial, grid: { sede: [0] } }, /for grid but received "sede" \(the nearest is "seed"\)/],
    [
      'a misspelt key in a case',
      { format, trial, cases: [{}, { betta1: 0 }] },
      /for cases\[1\] but received "betta1" \(the nearest is "beta1"\)/,
    ],
    [
      'a misspelt optimiser',
      { format, trial, grid: { optimizer: ['adma'] } },
      /for grid\.optimizer\[0\] but received "adma" \(the nearest is "adam"\)/,
    ],
    ['a misspelt measure', { format, trial, measure: ['hesian'] }, /for measure\[0\] but received "hesian" \(the nearest is "hessian"\)/],
    ['a negative size', { format, trial: { d: -3, samples: 9 } }, /Expected at least 1 for trial\.d but received -3/],
    ['a fraction of a sample', { format, trial: { d: 3, samples: 1.5 } }, /Expected an integer for trial\.samples but received 1\.5/],
    ['a text for a number', { format, trial: { d: 3, samples: '9' } }, /Expected a number for trial\.samples but received "9"/],
    ['no repetitions', { format, trial, repetitions: 0 }, /Expected at least 1 for repetitions but received 0/],
    ['an empty axis', { format, trial, grid: { slope: [] } }, /one that is not empty for grid\.slope/],
    ['a value instead of a list', { format, trial, grid: { slope: 0 } }, /Expected a list for grid\.slope but received 0/],
    ['no number', { format, trial: { ...trial, slope: NaN } }, /Expected a number for trial\.slope but received NaN/],
    [
      'a learning rate of 0',
      { format, trial: { ...trial, learning_rate: 0 } },
      /Expected more than 0 for trial\.learning_rate but received 0/,
    ],
    ['a value twice', { format, trial, grid: { slope: [0, 0.1, 0] } }, /another value than grid\.slope\[0\] for grid\.slope\[2\]/],
    ['a case twice', { format, trial, cases: [{ slope: 0 }, {}] }, /another case than cases\[0\] for cases\[1\]/],
    ['a parameter in two places', { format, trial, grid: { d: [3] } }, /not in the grid too for trial\.d/],
    ['and in a case', { format, trial, cases: [{ slope: 0 }], grid: { slope: [1] } }, /not in the grid too for cases\[0\]\.slope/],
    [
      'too many trials',
      {
        format,
        trial,
        repetitions: 2 ** 31 - 1,
        grid: Object.fromEntries(['seed', 'data_seed'].map((name) => [name, Array.from({ length: 3000 }, (_, k) => k)])),
      },
      /at most 9007199254740991 trials/,
    ],
    ['a plan that is no table', [], /Expected a table for plan/],
  ])('%s', async (_name, plan, message) => {
    await expect(parsePlan(plan)).rejects.toThrow(message);
  });
});

describe('refused, since no trial could be run with it', () => {
  const bad: [PlanInput['trial'], RegExp][] = [
    [{ d: 3 }, /samples but received nothing/],
    [{ samples: 3 }, /inputs but received nothing/],
    [{ samples: 3, inputs: 3 }, /hidden but received nothing/],
    [{ ...trial, inputs: 4 }, /Expected 3, by d for inputs but received 4/],
    [{ ...trial, hidden: [3, 4] }, /only widths 3, by width or d for hidden but received \[3,4\]/],
    [{ ...trial, hidden: [3], hidden_layers: 2 }, /Expected 1, by hidden for hidden_layers but received 2/],
    [{ ...trial, ratio: 0.5 }, /Expected 18, by d and ratio for samples but received 9/],
    [{ inputs: 3, width: 3, ratio: 0.5 }, /for d but received nothing/],
    [{ d: 3, ratio: 100 }, /for ratio but received 100/],
    [{ ...trial, slopes: [0, 1] }, /1 slopes, one per hidden layer for slopes but received \[0,1\]/],
    [{ ...trial, slope: 0, slopes: [0] }, /nothing beside slopes for slope/],
    [{ ...trial, damping: 1, optimizer: 'adam' }, /damping/],
    [{ ...trial, batch_size: 3 }, /batchSize/],
    [{ ...trial, mask: 'gaussian' }, /sigma/],
    [{ ...trial, mask_sigma: 1 }, /sigma/],
    [{ ...trial, noise_keep: 1, optimizer: 'adam' }, /keep/],
    [{ ...trial, schedule_factor: 0.9, optimizer: 'adam' }, /factor/],
    [{ ...trial, seed: Number.MAX_SAFE_INTEGER }, /seed/],
    [{ ...trial, data: 'data.csv' }, /nothing, since the data file says it for samples but received 9/],
  ];
  test.each(bad)('%j', async (parameters, message) => {
    await expect(parsePlan({ format, repetitions: 2, trial: parameters })).rejects.toThrow(message);
  });

  test('names the combination', async () => {
    const plan = { format, trial: { d: 3 }, cases: [{ batch_size: 2 }, { optimizer: 'adam' }], grid: { samples: [2, 3] } };
    await expect(parsePlan(plan)).rejects.toThrow(/for the trial with cases\[0\], samples = 2 but received/);
  });
});
