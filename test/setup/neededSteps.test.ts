import { expect, test } from '@jest/globals';
import { neededSteps } from '../../scripts/setup/neededSteps.mjs';

const inputs = { install: 'a', native: 'b', typescript: 'c' };
const outputs = { install: true, native: true, typescript: true };
const steps = ['install', 'native', 'typescript'] as const;

test('nothing, where every stamp fits and every output is there', () => {
  expect(neededSteps({ ...inputs }, inputs, outputs)).toEqual([]);
});

test('everything in its order, on a fresh clone', () => {
  expect(neededSteps({}, inputs, { install: false, native: false, typescript: false })).toEqual(steps);
});

test.each(steps)('%s, when its inputs changed', (step) => {
  expect(neededSteps(inputs, { ...inputs, [step]: 'changed' }, outputs)).toEqual([step]);
});

test.each(steps)('%s, when its output is gone', (step) => {
  expect(neededSteps(inputs, inputs, { ...outputs, [step]: false })).toEqual([step]);
});

test.each(steps)('%s, when it was interrupted', (step) => {
  expect(neededSteps({ ...inputs, [step]: undefined }, inputs, outputs)).toEqual([step]);
});
