import { expect, test } from '@jest/globals';
import { countTests } from '../../scripts/test/countTests.mjs';

const results = { numPassedTests: 10, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, numRuntimeErrorTestSuites: 0 };
const green = { checks: [true, true], results, jestStatus: 0 };

test('checks and tests are counted together', () => {
  expect(countTests(green)).toEqual({ line: '12 passed, 0 failed', failed: 0 });
});

test('a failed check counts', () => {
  expect(countTests({ ...green, checks: [true, false] })).toEqual({ line: '11 passed, 1 failed', failed: 1 });
});

test('failed tests count, and files that could not be run', () => {
  const failing = { ...results, numPassedTests: 7, numFailedTests: 3, numRuntimeErrorTestSuites: 1 };
  expect(countTests({ ...green, results: failing, jestStatus: 1 })).toEqual({ line: '9 passed, 4 failed', failed: 4 });
});

test('skipped tests are named', () => {
  const skipping = { ...results, numPendingTests: 2, numTodoTests: 1 };
  expect(countTests({ ...green, results: skipping }).line).toBe('12 passed, 0 failed, 3 skipped');
});

test.each([1, null])('jest that ended with status %p and without results is a failure', (jestStatus) => {
  expect(countTests({ ...green, results: undefined, jestStatus })).toEqual({ line: '2 passed, 1 failed', failed: 1 });
});

test('jest that failed though no count shows it is a failure', () => {
  expect(countTests({ ...green, jestStatus: 1 })).toEqual({ line: '12 passed, 1 failed', failed: 1 });
});
