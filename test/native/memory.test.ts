import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { reserve } from '../../src/native/reserve.js';

// Large arrays would leave none to the engine either, which then ends the process itself: the calls are small.
const canLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;
const LIMITS = [20, 60, 400];

// A process that hangs is killed, and fails the test.
(canLimit ? test : test.skip)(
  'where the system has no more memory, every call is refused, and what follows is not affected',
  () => {
    const output = execFileSync(process.execPath, ['--expose-gc', 'test/native/underLimit.mjs', ...LIMITS.map(String)], {
      encoding: 'utf8',
      timeout: 300_000,
      killSignal: 'SIGKILL',
    });
    const outcomes = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string>);
    expect(outcomes).toHaveLength(LIMITS.length + 1);
    for (const each of outcomes) for (const outcome of Object.values(each)) expect(['done', 'ERR_MEMORY']).toContain(outcome);
    // Less than OpenBLAS works in.
    for (const outcome of Object.values(outcomes[0]!)) expect(outcome).toBe('ERR_MEMORY');
    for (const outcome of Object.values(outcomes.at(-1)!)) expect(outcome).toBe('done');
  },
  310_000,
);

test('an array that the engine has no memory for', () => {
  expect(() => reserve(2 ** 52)).toThrow(expect.objectContaining({ code: 'ERR_MEMORY' }));
});
