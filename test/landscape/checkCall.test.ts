import { describe, expect, test } from '@jest/globals';
import { ArgumentError } from '../../src/errors.js';
import { check } from '../../src/landscape/check.js';
import { randomProblem } from '../oracle/randomProblem.js';
import { instance } from '../support/instance.js';

const small = instance(randomProblem(81, { samples: 6, widths: [3, 4, 1], slopes: 0.1 }));
/** Seconds of work: a rank with N = 2000. */
const large = instance(randomProblem(82, { samples: 2000, widths: [45, 45, 1], slopes: 0.1 }));

describe('the call', () => {
  test('gives the same report every time, alone or beside others', async () => {
    const alone = JSON.stringify(await check(small.network, small.data));
    const together = await Promise.all(Array.from({ length: 4 }, () => check(small.network, small.data)));
    expect(together.map((report) => JSON.stringify(report))).toEqual([alone, alone, alone, alone]);
  });

  test('a signal aborted beforehand rejects with its reason', async () => {
    const reason = new Error('not now');
    await expect(check(small.network, small.data, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test('a signal aborted while it works rejects with its reason', async () => {
    const controller = new AbortController();
    const run = check(large.network, large.data, { signal: controller.signal });
    setTimeout(() => {
      controller.abort('enough');
    }, 20);
    await expect(run).rejects.toBe('enough');
  });

  test.each([
    ['a misspelt option', { signl: undefined }, /signal/],
    ['a signal that is none', { signal: 1 }, /signal/],
    ['a listener that is none', { onProgress: 1 }, /onProgress/],
  ])('%s is refused', async (_name, options, message) => {
    const run = (async () => await check(small.network, small.data, options as Parameters<typeof check>[2]))();
    await expect(run).rejects.toBeInstanceOf(ArgumentError);
    await expect(run).rejects.toThrow(message);
  });

  test('data with other inputs than the network are refused', async () => {
    const run = (async () => await check(small.network, large.data))();
    await expect(run).rejects.toBeInstanceOf(ArgumentError);
    await expect(run).rejects.toThrow(/input/);
  });
});
