import { execFileSync, spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';

const canLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;
const LIMITS = [20, 60, 250, 1200];

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
    for (const each of outcomes)
      for (const outcome of Object.values(each)) expect(['done', 'ERR_MEMORY', 'ERR_ARGUMENT']).toContain(outcome);
    // Less than OpenBLAS works in.
    for (const name of ['predict', 'adam', 'levenberg-marquardt', 'check']) expect(outcomes[0]).toHaveProperty(name, 'ERR_MEMORY');
    for (const outcome of Object.values(outcomes.at(-1)!)) expect(outcome).toBe('done');
  },
  310_000,
);
