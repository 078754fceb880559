import { setImmediate, setTimeout } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { ArgumentError } from '../../src/errors.js';
import { Network } from '../../src/network/Network.js';
import type { Optimizer } from '../../src/train/Optimizer.js';
import { KINDS, parseOptimizer } from '../../src/train/parseOptimizer.js';
import { train } from '../../src/train/train.js';
import type { TrainingState } from '../../src/train/TrainingState.js';
import type { TrainOptions } from '../../src/train/TrainOptions.js';
import { exactText } from '../support/exactText.js';

const data = Dataset.gaussian({ samples: 20, inputs: 4, seed: 1 });
const start = Network.random({ inputs: 4, hidden: [3], seed: 2 });
const options = { optimizer: 'adam', epochs: 50, stop: { gradient: false } } as const;

describe('a state', () => {
  test('is frozen plain data that say what they are', async () => {
    const { state } = await train(start, data, options);
    expect(state).toMatchObject({ format: 'kinkless-state/1', optimizer: 'adam', precision: 'float64', epoch: 50 });
    expect(Object.keys(state)).toEqual(['format', 'optimizer', 'precision', 'epoch', 'numbers']);
    expect([Object.isFrozen(state), Object.isFrozen(state.numbers)]).toEqual([true, true]);
    expect(state.numbers.every(Number.isFinite)).toBe(true);
    expect(exactText(JSON.parse(JSON.stringify(state)))).toBe(exactText(state));
  });

  test('comes every thousand epochs if nothing is said', async () => {
    const epochs: number[] = [];
    await train(start, data, { ...options, epochs: 3500, onState: ({ epoch }) => epochs.push(epoch) });
    expect(epochs).toEqual([1000, 2000, 3000]);
  });

  test('counts on from the state resumed, at the same multiples', async () => {
    const first = await train(start, data, { ...options, epochs: 25 });
    const epochs: number[] = [];
    await train(start, data, { ...options, stateEvery: 10, resume: first.state, onState: ({ epoch }) => epochs.push(epoch) });
    expect(epochs).toEqual([30, 40]);
  });

  test('copies are taken of a state to resume: writing to it afterwards changes nothing', async () => {
    const { state } = await train(start, data, { ...options, epochs: 25 });
    const expected = await train(start, data, { ...options, resume: state });
    const mine = { ...state, numbers: [...state.numbers] };
    const run = train(start, data, { ...options, resume: mine });
    mine.numbers.fill(1e300);
    expect(exactText((await run).network.parameters())).toBe(exactText(expected.network.parameters()));
  });
});

describe.each(KINDS)('onState, %s', (optimizer) => {
  const run = (onState: TrainOptions['onState'], more: TrainOptions = {}) =>
    train(start, data, { ...options, optimizer, stateEvery: 10, onState, ...more });
  const failure = new Error('listener');

  test('one that throws rejects the run with its error', async () => {
    let calls = 0;
    await expect(
      run(() => {
        calls += 1;
        throw failure;
      }),
    ).rejects.toBe(failure);
    expect(calls).toBe(1);
  });

  test('one whose promise is rejected does too', async () => {
    let calls = 0;
    await expect(
      run(async ({ epoch }) => {
        calls += 1;
        await setImmediate();
        if (epoch === 30) throw failure;
      }),
    ).rejects.toBe(failure);
    expect(calls).toBe(3);
  });

  test('training waits for its promise', async () => {
    const events: string[] = [];
    await run(async ({ epoch }) => {
      events.push(`begin ${String(epoch)}`);
      await setTimeout(2);
      events.push(`end ${String(epoch)}`);
    });
    expect(events).toEqual([10, 20, 30, 40].flatMap((epoch) => [`begin ${String(epoch)}`, `end ${String(epoch)}`]));
  });

  test('one that aborts rejects the run with the reason, at once', async () => {
    const controller = new AbortController();
    let calls = 0;
    const aborted = run(
      () => {
        calls += 1;
        controller.abort('enough');
      },
      { signal: controller.signal },
    );
    await expect(aborted).rejects.toBe('enough');
    expect(calls).toBe(1);
  });

  test('an abort while its promise is pending rejects with the reason, without waiting for it', async () => {
    const controller = new AbortController();
    let calls = 0;
    const aborted = run(
      () => {
        calls += 1;
        void setImmediate().then(() => {
          controller.abort('enough');
        });
        // Pending for ever.
        return new Promise(() => undefined);
      },
      { signal: controller.signal },
    );
    await expect(aborted).rejects.toBe('enough');
    expect(calls).toBe(1);
  });

  test("a promise that is rejected after the abort is nobody's business", async () => {
    const controller = new AbortController();
    const aborted = run(
      async () => {
        controller.abort('enough');
        await setImmediate();
        throw failure;
      },
      { signal: controller.signal },
    );
    await expect(aborted).rejects.toBe('enough');
    await setTimeout(5);
  });

  test('an abort after the state: what was handed out leads to the end of the uninterrupted run', async () => {
    const controller = new AbortController();
    let kept: TrainingState | undefined;
    const aborted = run(
      (state) => {
        kept = state;
        if (state.epoch === 30) controller.abort('enough');
      },
      { signal: controller.signal },
    );
    await expect(aborted).rejects.toBe('enough');
    const expected = await run(undefined);
    expect(exactText((await run(undefined, { resume: kept! })).network.parameters())).toBe(exactText(expected.network.parameters()));
  });
});

describe('the time', () => {
  const endless: TrainOptions = { epochs: 1e9, historyEvery: 1e8, stop: { gradient: false, seconds: 0.05 } };

  test.each(KINDS)('ends %s between two epochs', async (optimizer) => {
    const run = await train(start, data, { ...endless, optimizer });
    expect(run.stopped).toBe('time');
    expect(run.epochs).toBeLessThan(1e9);
    // Levenberg–Marquardt may return to its best point, in one more row.
    expect([...new Set(run.history.epoch)]).toEqual([...new Set([0, run.epochs])]);
    expect(run.state.epoch).toBe(run.epochs);
    const same = await train(start, data, { optimizer, epochs: Math.max(1, run.epochs), historyEvery: 1e8, stop: { gradient: false } });
    if (run.epochs > 0) expect(exactText(same.network.parameters())).toBe(exactText(run.network.parameters()));
  });

  test('that the listener of states takes counts', async () => {
    const run = await train(start, data, { ...endless, optimizer: 'adam', stateEvery: 1, onState: () => setTimeout(60) });
    expect([run.stopped, run.epochs]).toEqual(['time', 1]);
  });

  test('no time at all: the start is the end', async () => {
    const run = await train(start, data, { ...options, stop: { seconds: 0 } });
    expect([run.stopped, run.epochs, Array.from(run.history.epoch)]).toEqual(['time', 0, [0]]);
    expect(exactText(run.network.parameters())).toBe(exactText(start.parameters()));
  });
});

describe('a state is finite', () => {
  test('where Levenberg–Marquardt without kicks is stuck, and raises its damping for ever', async () => {
    const hard = Dataset.gaussian({ samples: 60, inputs: 4, seed: 5 });
    const small = Network.random({ inputs: 4, hidden: [5], seed: 6 });
    const stuck: TrainOptions = { optimizer: { kind: 'levenberg-marquardt', kick: 0 }, stop: { gradient: false } };
    const whole = await train(small, hard, { ...stuck, epochs: 400 });
    const { state } = await train(small, hard, { ...stuck, epochs: 300 });
    expect(state.numbers.every(Number.isFinite)).toBe(true);
    const run = await train(small, hard, { ...stuck, epochs: 400, resume: JSON.parse(JSON.stringify(state)) as TrainingState });
    expect(exactText(run.state)).toBe(exactText(whole.state));
  });

  const withRate = KINDS.filter((kind) => parseOptimizer(kind).learningRate > 0);

  // A step that takes the weights out of the range of numbers, right before a state is due.
  test.each(
    (['float64', 'float32'] as const).flatMap((precision) =>
      [1, 2, 3].flatMap((stateEvery) => withRate.map((kind) => ({ precision, stateEvery, kind }))),
    ),
  )('or the run has diverged: %j', async ({ precision, stateEvery, kind }) => {
    const states: TrainingState[] = [];
    const run = train(start, data, {
      ...options,
      optimizer: { kind, learningRate: kind === 'adam' ? 1e308 : 1e60 } as Optimizer,
      precision,
      stateEvery,
      onState: (state) => states.push(state),
    });
    await expect(run).rejects.toMatchObject({ code: 'ERR_DIVERGED' });
    expect(states.every(({ numbers }) => numbers.every(Number.isFinite))).toBe(true);
  });
});

describe('states that are refused', () => {
  const stateOf = async (more: TrainOptions = {}, network = start, samples = data): Promise<TrainingState> =>
    (await train(network, samples, { ...options, epochs: 20, ...more })).state;
  const put = (state: TrainingState, place: number, value: unknown): unknown => ({
    ...state,
    numbers: state.numbers.map((number, k) => (k === place ? value : number)),
  });

  test.each<[string, (state: TrainingState) => unknown, RegExp]>([
    ['another format', (state) => ({ ...state, format: 'kinkless-state/2' }), /options\.resume\.format/],
    ['no format', ({ optimizer, precision, epoch, numbers }) => ({ optimizer, precision, epoch, numbers }), /options\.resume\.format/],
    ['another optimizer', (state) => ({ ...state, optimizer: 'sgd' }), /options\.resume\.optimizer/],
    ['another precision', (state) => ({ ...state, precision: 'float32' }), /options\.resume\.precision/],
    ['a changed epoch', (state) => ({ ...state, epoch: 19 }), /options\.resume\.numbers\[0\]/],
    ['an epoch beyond the last', (state) => put({ ...state, epoch: 51 }, 0, 51), /options\.resume\.epoch/],
    ['a negative epoch', (state) => put({ ...state, epoch: -1 }, 0, -1), /options\.resume\.epoch/],
    ['half an epoch', (state) => put({ ...state, epoch: 2.5 }, 0, 2.5), /options\.resume\.epoch/],
    ['an epoch of text', (state) => ({ ...state, epoch: '20' }), /options\.resume\.epoch/],
    ['a number too few', (state) => ({ ...state, numbers: state.numbers.slice(1) }), /options\.resume\.numbers/],
    ['a number too many', (state) => ({ ...state, numbers: [...state.numbers, 0] }), /options\.resume\.numbers/],
    ['no numbers', (state) => ({ ...state, numbers: undefined }), /options\.resume\.numbers/],
    ['NaN among its weights', (state) => put(state, 14, NaN), /options\.resume\.numbers\[14\]/],
    ['what JSON makes of infinity', (state) => put(state, 15, null), /options\.resume\.numbers\[15\]/],
    ['a negative learning rate', (state) => put(state, 1, -1e-3), /options\.resume\.numbers\[1\]/],
    ['an unknown key', (state) => ({ ...state, seed: 1 }), /seed/],
    ['text', (state) => JSON.stringify(state), /options\.resume/],
    ['a list', (state) => [state], /options\.resume/],
  ])('%s', async (_name, change, message) => {
    const resume = change(await stateOf()) as TrainingState;
    const refused = train(start, data, { ...options, resume });
    await expect(refused).rejects.toBeInstanceOf(ArgumentError);
    await expect(refused).rejects.toThrow(message);
  });

  // Kicks, and steps since progress was last measured.
  test.each([3, 4])('counters of Levenberg–Marquardt that are none, at %i', async (place) => {
    const optimizer = 'levenberg-marquardt';
    const state = await stateOf({ optimizer });
    for (const value of [1e300, -1, 0.5, 2 ** 31]) {
      const refused = train(start, data, { ...options, optimizer, resume: put(state, place, value) as TrainingState });
      await expect(refused).rejects.toThrow(`options.resume.numbers[${String(place)}]`);
    }
  });

  test('a loss cannot be smuggled in: it is that of the network returned', async () => {
    const optimizer = 'levenberg-marquardt';
    const state = await stateOf({ optimizer });
    const zeros = { ...state, numbers: state.numbers.map((number, k) => (k > 4 && k < 12 ? 0 : number)) };
    const run = await train(start, data, { ...options, optimizer, epochs: 20, resume: zeros });
    const expected = await train(run.network, data, { ...options, stop: { seconds: 0 } });
    expect(run.loss).toBe(expected.loss);
  });

  test('the state of a network of another size', async () => {
    const other = await stateOf({}, Network.random({ inputs: 4, hidden: [4], seed: 2 }));
    await expect(train(start, data, { ...options, resume: other })).rejects.toThrow(/options\.resume\.numbers/);
  });

  test.each(KINDS)('of %s by every other optimizer', async (optimizer) => {
    const state = await stateOf({ optimizer });
    for (const other of KINDS.filter((name) => name !== optimizer))
      await expect(train(start, data, { ...options, optimizer: other, resume: state })).rejects.toThrow(/options\.resume\.optimizer/);
  });

  test('an interval of states that reaches beyond all epochs is no obstacle', async () => {
    const epoch = 2 ** 31 - 2;
    const late = put({ ...(await stateOf()), epoch }, 0, epoch) as TrainingState;
    const run = await train(start, data, {
      ...options,
      epochs: 2 ** 31 - 1,
      historyEvery: 2 ** 30,
      resume: late,
      stateEvery: 2 ** 30,
      onState: () => undefined,
    });
    expect([run.stopped, run.epochs]).toEqual(['epochs', 2 ** 31 - 1]);
  });
});
