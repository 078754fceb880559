import { describe, expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { Network } from '../../src/network/Network.js';
import type { History } from '../../src/train/History.js';
import { train } from '../../src/train/train.js';
import type { TrainingRun } from '../../src/train/TrainingRun.js';
import type { TrainingState } from '../../src/train/TrainingState.js';
import type { Optimizer, OptimizerName } from '../../src/train/Optimizer.js';
import { KINDS, parseOptimizer } from '../../src/train/parseOptimizer.js';
import type { TrainOptions } from '../../src/train/TrainOptions.js';
import { exactText } from '../support/exactText.js';

const epochs = 40;
const { training: data, validation } = Dataset.gaussian({ samples: 41, inputs: 5, seed: 3 }).split({ validation: 0.2, seed: 1 });
const start = Network.random({ inputs: 5, hidden: [6, 4], slope: [0.1, 0], bias: true, seed: 4 });
const common: TrainOptions = {
  epochs,
  historyEvery: 3,
  seed: 9,
  validation,
  tracePreActivations: [{ layer: 2, unit: 1, sample: 7 }],
};

// Every optimiser there is; those with a learning rate also take batches, noise, schedules and float32.
const wholeSteps: OptimizerName[] = KINDS.filter((kind) => parseOptimizer(kind).learningRate === 0);
const rated: [string, Optimizer | OptimizerName][] = [
  ...KINDS.filter((kind) => !wholeSteps.includes(kind)).map((kind): [string, OptimizerName] => [kind, kind]),
  ['momentum that looks ahead', { kind: 'momentum', nesterov: true }],
  ['sgd with momentum', { kind: 'sgd', momentum: 0.5 }],
];
const samplings: [string, TrainOptions][] = [
  ['full batch', { batchSize: data.samples }],
  ['full batch, exponential schedule', { batchSize: data.samples, schedule: { kind: 'exponential', factor: 0.9, from: 7, minimum: 1e-4 } }],
  [
    'mini-batches, dropout, cosine schedule',
    { batchSize: 7, noise: { kind: 'bernoulli', keep: 0.8 }, schedule: { kind: 'cosine', to: 60 } },
  ],
  ['mini-batches, Gaussian noise', { batchSize: 10, noise: { kind: 'gaussian', sigma: 0.1 } }],
  ['full batch, uniform noise', { batchSize: data.samples, noise: { kind: 'uniform', delta: 0.4 } }],
];

// More samples than the small network can fit: without kicks it would stop, with them it goes on.
const hard = Dataset.gaussian({ samples: 60, inputs: 4, seed: 5 });
const small = Network.random({ inputs: 4, hidden: [5], seed: 6 });
const kicking: TrainOptions = { optimizer: 'levenberg-marquardt', epochs: 150, historyEvery: 4, seed: 2, stop: { gradient: false } };

interface Case {
  readonly network: Network;
  readonly samples: Dataset;
  readonly options: TrainOptions & { readonly epochs: number };
}

const cases: [string, Case][] = [
  ...rated.flatMap(([name, optimizer]) =>
    (['float64', 'float32'] as const).flatMap((precision) =>
      samplings.map(([sampling, options]): [string, Case] => [
        `${name}, ${precision}, ${sampling}`,
        { network: start, samples: data, options: { ...common, optimizer, precision, ...options, epochs } },
      ]),
    ),
  ),
  ...wholeSteps.map((optimizer): [string, Case] => [
    optimizer,
    optimizer === 'active-set'
      ? { network: Network.random({ inputs: 4, hidden: [6], seed: 4 }), samples: hard, options: { optimizer, epochs, historyEvery: 3 } }
      : { network: start, samples: data, options: { ...common, optimizer, epochs, stop: { gradient: false } } },
  ]),
  [
    'the one that is chosen',
    { network: start, samples: data, options: { ...common, optimizer: 'auto', epochs, stop: { gradient: false } } },
  ],
  [
    'the one that is chosen for batches',
    { network: start, samples: data, options: { ...common, optimizer: 'auto', batchSize: 7, epochs } },
  ],
  [
    'Levenberg–Marquardt without kicks',
    { network: small, samples: hard, options: { optimizer: { kind: 'levenberg-marquardt', kick: 0 }, epochs: 60, historyEvery: 3 } },
  ],
  ['L-BFGS', { network: start, samples: data, options: { ...common, optimizer: { kind: 'lbfgs', memory: 4 }, epochs } }],
  [
    'L-BFGS with kicks',
    { network: small, samples: hard, options: { optimizer: 'lbfgs', epochs: 300, historyEvery: 4, seed: 2, stop: { gradient: false } } },
  ],
  [
    'gradient descent that ends at a loss',
    {
      network: start,
      samples: data,
      options: { optimizer: { kind: 'gradient-descent', learningRate: 0.02 }, epochs: 500, historyEvery: 7, stop: { loss: 0.3 } },
    },
  ],
  [
    'sgd that ends at a loss between two rows of its history',
    {
      network: start,
      samples: data,
      options: { optimizer: 'sgd', epochs: 500, historyEvery: 1000, seed: 3, stop: { gradient: false, loss: 0.3 } },
    },
  ],
  [
    'Levenberg–Marquardt that ends at a critical point',
    {
      network: Network.random({ inputs: 4, hidden: [5], slope: 1, seed: 6 }),
      samples: hard,
      // Damped so much that it takes its time.
      options: { optimizer: { kind: 'levenberg-marquardt', damping: 1e12, kick: 0 }, epochs: 500, historyEvery: 3 },
    },
  ],
  ['Levenberg–Marquardt with kicks', { network: small, samples: hard, options: { ...kicking, epochs: 150 } }],
];

/** Columns of a history, the traced pre-activation among them. */
function columnsOf({ preActivations, ...columns }: History): Record<string, Float64Array> {
  const present = Object.entries(columns).filter((entry): entry is [string, Float64Array] => entry[1] !== undefined);
  return Object.fromEntries([...present, ['trace', preActivations.data]]);
}

/**
 * Rows of histories, one after the other, the first of each epoch: where one run ends and the next begins both may have a row, and
 * Levenberg–Marquardt may end with a row for the return to its best point.
 */
function rowsOf(histories: readonly History[]): Map<number, string> {
  const rows = new Map<number, string>();
  for (const history of histories) {
    const columns = Object.entries(columnsOf(history));
    history.epoch.forEach((epoch, row) => {
      if (!rows.has(epoch)) rows.set(epoch, exactText(columns.map(([name, values]) => [name, values[row]])));
    });
  }
  return rows;
}

function expectSame(actual: TrainingRun, expected: TrainingRun): void {
  expect(exactText({ ...actual, network: actual.network.parameters(), history: undefined })).toBe(
    exactText({ ...expected, network: expected.network.parameters(), history: undefined }),
  );
}

/** These histories have every row of `expected` from an epoch on, and beside them only the ends of runs. */
function expectRows(histories: readonly History[], expected: History, from: number, ends: readonly number[]): void {
  const due = new Map([...rowsOf([expected])].filter(([epoch]) => epoch >= from));
  const rows = rowsOf(histories);
  for (const epoch of ends) if (!due.has(epoch)) rows.delete(epoch);
  expect([...rows]).toEqual([...due]);
}

const uninterrupted = new Map<Case, Promise<TrainingRun>>();
function whole(of: Case): Promise<TrainingRun> {
  const run = uninterrupted.get(of) ?? train(of.network, of.samples, of.options);
  uninterrupted.set(of, run);
  return run;
}

async function statesOf({ network, samples, options }: Case, stateEvery: number): Promise<[TrainingRun, TrainingState[]]> {
  const states: TrainingState[] = [];
  const run = await train(network, samples, { ...options, stateEvery, onState: (state) => states.push(state) });
  return [run, states];
}

describe.each(cases)('%s', (_name, of) => {
  const { network, samples, options } = of;
  const resumed = (resume: TrainingState, more: TrainOptions = {}) => train(network, samples, { ...options, ...more, resume });

  test.each([1, 7, 1000])('states handed out every %i epochs change nothing, history included', async (stateEvery) => {
    const expected = await whole(of);
    const [run, states] = await statesOf(of, stateEvery);
    expectSame(run, expected);
    expect(exactText(run.history)).toBe(exactText(expected.history));
    const all = Array.from({ length: Math.floor(run.epochs / stateEvery) }, (_, k) => (k + 1) * stateEvery);
    expect(states.map(({ epoch }) => epoch)).toEqual(all.filter((epoch) => epoch !== options.epochs));
  });

  test.each([
    ['as it is', (state: TrainingState) => state],
    ['through JSON', (state: TrainingState) => JSON.parse(JSON.stringify(state)) as TrainingState],
    ['through structuredClone', (state: TrainingState) => structuredClone(state)],
    [
      'with its numbers in a Float64Array',
      (state: TrainingState) => ({ ...state, numbers: Float64Array.from(state.numbers) as unknown as number[] }),
    ],
  ])('every state, %s, leads to the same end', async (_way, carried) => {
    const expected = await whole(of);
    const [, states] = await statesOf(of, 13);
    expect(states.length).toBeGreaterThan(0);
    for (const state of states) {
      const run = await resumed(carried(state));
      expectSame(run, expected);
      expectRows([run.history], expected.history, state.epoch, []);
    }
  });

  test('stopped by epochs, and continued with more, twice', async () => {
    const expected = await whole(of);
    const first = await train(network, samples, { ...options, epochs: 8, resume: undefined });
    expect([first.stopped, first.epochs]).toEqual(['epochs', 8]);
    const second = await resumed(first.state, { epochs: 22 });
    expect([second.stopped, second.epochs]).toEqual(['epochs', 22]);
    const third = await resumed(second.state);
    expectSame(third, expected);
    expectRows([first.history, second.history, third.history], expected.history, 0, [8, 22]);
  });

  test('stopped by time, and continued', async () => {
    const first = await train(network, samples, { ...options, stop: { ...options.stop, seconds: 0 } });
    expect([first.stopped, first.epochs]).toEqual(['time', 0]);
    const [, [state]] = await statesOf(of, 5);
    const second = await resumed(state!, { stop: { ...options.stop, seconds: 0 } });
    expect([second.stopped, second.epochs]).toEqual(['time', 5]);
    expectSame(await resumed(second.state), await whole(of));
    expectSame(await resumed(first.state), await whole(of));
  });

  test('time over at any epoch brings no other rule to a look that was not due', async () => {
    const [{ epochs: end }, states] = await statesOf(of, 1);
    for (const state of states.filter(({ epoch }) => epoch < end)) {
      const run = await resumed(state, { stop: { ...options.stop, seconds: 0 } });
      expect([run.stopped, run.epochs, exactText(run.state)]).toEqual(['time', state.epoch, exactText(state)]);
    }
  });

  test('stopped by time wherever that is, and continued, over and over', async () => {
    const briefly: TrainOptions = { stop: { ...options.stop, seconds: 1e-4 } };
    let run = await train(network, samples, { ...options, ...briefly });
    for (let k = 0; k < 9 && run.stopped === 'time'; k++) run = await resumed(run.state, briefly);
    expectSame(run.stopped === 'time' ? await resumed(run.state) : run, await whole(of));
  });

  test('a run that is done is where it was', async () => {
    const expected = await whole(of);
    expectSame(await resumed(expected.state), expected);
  });
});

describe('what these cases are meant to have', () => {
  test('kicks before and after the states', async () => {
    const { kicks, epoch } = (await whole(cases.at(-1)![1])).history;
    expect(kicks.at(-1)).toBeGreaterThan(3);
    expect(kicks[epoch.indexOf(52)]).toBeGreaterThan(0);
    expect(kicks[epoch.indexOf(52)]).toBeLessThan(kicks.at(-1)!);
  });

  test('runs that end by their rules although states were handed out', async () => {
    const runs = await Promise.all(cases.slice(-4, -1).map(([, of]) => whole(of)));
    expect(runs.map(({ stopped }) => stopped)).toEqual(['loss', 'loss', 'gradient']);
    expect(Math.min(...runs.map(({ epochs }) => epochs))).toBeGreaterThan(22);
  });
});
