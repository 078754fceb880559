import { expect, test } from '@jest/globals';
import { FileError } from '../../src/errors.js';
import { fuzz } from './fuzz.js';
import type { FuzzTarget } from './FuzzTarget.js';

test('every reader accepts or refuses whatever comes', async () => {
  const { counts, findings } = await fuzz({ seed: 7, inputs: 6500 });
  expect(findings).toEqual([]);
  expect(Object.keys(counts)).toHaveLength(13);
  for (const { accepted, refused } of Object.values(counts)) {
    expect(accepted).toBeGreaterThan(15);
    expect(refused).toBeGreaterThan(150);
  }
});

test('the same seed gives the same outcomes', async () => {
  expect(await fuzz({ seed: 3, inputs: 1300 })).toEqual(await fuzz({ seed: 3, inputs: 1300 }));
});

const wait = () => {
  const start = process.cpuUsage();
  while (process.cpuUsage(start).user < 1_100_000);
};

test.each<[string, () => unknown, string]>([
  ['another error', () => [].at(0)!['x'], 'TypeError'],
  ['a rejection', () => Promise.reject(new RangeError('too long')), 'RangeError: too long'],
  ['an error without the file', () => Promise.reject(new FileError('f', 'byte 0', 'a', 'b')), 'a message without the file'],
  ['a message without end', () => Promise.reject(new FileError('input', 'byte 0', 'a', 'b'.repeat(2000))), 'a message of 20'],
  ['too long a time', wait, ' ms'],
  ['too much memory', () => new Float64Array(1 << 22), 'bytes of memory'],
])('%s is a finding', async (_, read, problem) => {
  const target: FuzzTarget = { name: 'planted', file: 'input', generate: () => Buffer.alloc(1), read };
  const { findings } = await fuzz({ seed: 1, inputs: 1, targets: [target] });
  expect(findings).toHaveLength(1);
  expect(findings[0]!.problem).toContain(problem);
});
