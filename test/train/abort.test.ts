import { describe, expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { Network } from '../../src/network/Network.js';
import { train } from '../../src/train/train.js';

const data = Dataset.gaussian({ samples: 200, inputs: 20, seed: 1 });
const start = Network.random({ inputs: 20, hidden: [10], seed: 2 });

/** Far longer than the test may take: only an abort ends it. */
const endless = {
  optimizer: { kind: 'gradient-descent', learningRate: 1e-6 },
  epochs: 1e9,
  historyEvery: 1e8,
  stop: { gradient: false },
} as const;

describe('abort', () => {
  test('a signal aborted beforehand: nothing starts', async () => {
    const reason = new Error('changed my mind');
    let calls = 0;
    const run = train(start, data, { ...endless, signal: AbortSignal.abort(reason), onProgress: () => calls++ });
    await expect(run).rejects.toBe(reason);
    expect(calls).toBe(0);
  });

  test('while running: rejects with the reason of the signal', async () => {
    const controller = new AbortController();
    const reason = { any: 'value' };
    const run = train(start, data, { ...endless, signal: controller.signal });
    setTimeout(() => {
      controller.abort(reason);
    }, 20);
    await expect(run).rejects.toBe(reason);
  });

  test('without a reason: the AbortError of the platform', async () => {
    const controller = new AbortController();
    const run = train(start, data, { ...endless, signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 20);
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('jobs that wait for their turn are aborted too', async () => {
    const controller = new AbortController();
    const runs = Array.from({ length: 8 }, () => train(start, data, { ...endless, signal: controller.signal }));
    setTimeout(() => {
      controller.abort('all');
    }, 20);
    const settled = await Promise.allSettled(runs);
    expect(settled).toEqual(runs.map(() => ({ status: 'rejected', reason: 'all' })));
  });

  test('one job aborted leaves the other alone', async () => {
    const controller = new AbortController();
    const aborted = train(start, data, { ...endless, signal: controller.signal });
    const other = train(start, data, { optimizer: 'adam', epochs: 500 });
    controller.abort('first');
    await expect(aborted).rejects.toBe('first');
    expect((await other).epochs).toBe(500);
  });

  test('a signal that fires after the end changes nothing', async () => {
    const controller = new AbortController();
    const run = await train(start, data, { optimizer: 'adam', epochs: 3, signal: controller.signal });
    controller.abort();
    expect(run.epochs).toBe(3);
  });
});

describe('progress', () => {
  test('tells epochs in order, and the listener may abort', async () => {
    const controller = new AbortController();
    const seen: { epoch: number; epochs: number; loss: number }[] = [];
    const run = train(start, data, {
      ...endless,
      signal: controller.signal,
      onProgress: (progress) => {
        seen.push(progress);
        if (seen.length === 3) controller.abort('enough');
      },
    });
    await expect(run).rejects.toBe('enough');
    expect(seen).toHaveLength(3);
    let last = 0;
    for (const { epoch, epochs, loss } of seen) {
      expect(epochs).toBe(1e9);
      expect(epoch).toBeGreaterThanOrEqual(last);
      expect(epoch).toBeLessThan(1e9);
      expect(Number.isFinite(loss)).toBe(true);
      last = epoch;
    }
    expect(last).toBeGreaterThan(0);
  });

  test('a listener that throws rejects the run with its error', async () => {
    const failure = new Error('listener');
    const run = train(start, data, {
      ...endless,
      onProgress: () => {
        throw failure;
      },
    });
    await expect(run).rejects.toBe(failure);
  });
});
