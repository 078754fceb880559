// Training that ends where few enough samples are misclassified.
import { describe, expect, test } from '@jest/globals';
import { Dataset, Network, train, trainMany, type TrainOptions, type TrainingRun } from '../../src/index.js';
import { exactText } from '../support/exactText.js';

const data = Dataset.gaussian({ samples: 30, inputs: 4, seed: 1 });
const start = Network.random({ inputs: 4, hidden: [12], seed: 2 });
const stop = { gradient: false } as const;
const adam = {
  optimizer: { kind: 'adam', learningRate: 0.03 },
  epochs: 390,
  batchSize: 8,
  schedule: { kind: 'cosine', from: 200 },
  stop,
  seed: 3,
} as const;

/** The share of misclassified samples, from what the network predicts. */
function mceOf({ network }: TrainingRun): number {
  const { data: outputs } = network.predict(data.inputs);
  return outputs.filter((v, n) => !(v * data.targets.data[n]! > 0)).length / data.samples;
}

/** Trains from look to look, each time from the state of the last one. */
async function lookedAt(options: TrainOptions & { readonly epochs: number }, mce: number, every: number): Promise<TrainingRun> {
  const { epochs } = options;
  const schedule = options.schedule && { to: epochs, ...options.schedule };
  for (let resume: TrainingRun['state'] | undefined; ;) {
    const until = Math.min(epochs, (resume?.epoch ?? 0) + every);
    const run = await train(start, data, { ...options, schedule, epochs: until, historyEvery: 2 ** 31 - 1, resume });
    if (mceOf(run) <= mce || until === epochs) return run;
    resume = run.state;
  }
}

const optimizers: Record<string, TrainOptions & { readonly epochs: number }> = {
  adam,
  'adam in float32': { ...adam, precision: 'float32' },
  sgd: { optimizer: 'sgd', epochs: 500, stop, seed: 1 },
  lbfgs: { optimizer: { kind: 'lbfgs', kick: 0 }, epochs: 80, stop },
  'levenberg-marquardt': { optimizer: { kind: 'levenberg-marquardt', kick: 0 }, epochs: 60, stop },
  'active-set': { optimizer: 'active-set', epochs: 60, stop },
};

describe.each(Object.keys(optimizers))('second implementation, train from look to look: %s', (name) => {
  const options = optimizers[name]!;

  test.each([
    [0.3, 7],
    [0.1, 20],
    [0.05, 1],
  ])('mce at most %d, every %d epochs', async (mce, mceEvery) => {
    const run = await train(start, data, { ...options, stop: { ...stop, mce, mceEvery } });
    const other = await lookedAt(options, mce, mceEvery);
    expect(run.epochs).toBe(other.epochs);
    expect(exactText(run.network.parameters())).toBe(exactText(other.network.parameters()));
    expect(run.stopped).toBe(mceOf(other) <= mce ? 'mce' : 'epochs');
    expect(run.history.mce!.at(-1)).toBe(mceOf(run));
    expect(run.history.epoch.at(-1)).toBe(run.epochs);
  });
});

test('a look is at every twentieth of the epochs, rounded up, and at the last one', async () => {
  const at = async (mce: number) => (await train(start, data, { ...adam, stop: { ...stop, mce } })).epochs;
  const epochs = await Promise.all([1, 0.2, 0.1].map(at));
  expect(epochs[0]).toBe(20);
  for (const epoch of epochs) expect(epoch === 390 || epoch % 20 === 0).toBe(true);
});

test('looking changes no bit of a training that it cannot end (one without looks)', async () => {
  // One input with both targets: one of the two is always misclassified.
  const row = Array.from(data.inputs.data.subarray(0, 4));
  const twins = Dataset.from({ inputs: [row, row], targets: [1, -1] });
  const [looked, whole] = await Promise.all([
    train(start, twins, { ...adam, batchSize: 1, stop: { ...stop, mce: 0, mceEvery: 1 } }),
    train(start, twins, { ...adam, batchSize: 1 }),
  ]);
  expect([looked.stopped, whole.stopped]).toEqual(['epochs', 'epochs']);
  expect(exactText(looked.network.parameters())).toBe(exactText(whole.network.parameters()));
});

test('trainMany gives the bits of train', async () => {
  const starts = Array.from({ length: 8 }, (_, seed) => Network.random({ inputs: 4, hidden: [12], seed }));
  const options = { ...adam, stop: { ...stop, mce: 0.1 } };
  const runs = await trainMany(starts, data, options);
  for (const [k, run] of runs.entries()) {
    const alone = await train(starts[k]!, data, { ...options, seed: 3 + k });
    expect(run).toMatchObject({ status: 'fulfilled', value: { stopped: alone.stopped, epochs: alone.epochs, loss: alone.loss } });
  }
});

test('a state that is resumed ends where the whole run ends', async () => {
  const options = { ...adam, stop: { ...stop, mce: 0.1 } };
  const whole = await train(start, data, options);
  const states: TrainingRun['state'][] = [];
  await train(start, data, { ...options, stateEvery: 7, onState: (state) => states.push(state) });
  for (const resume of [states[0]!, states.at(-1)!]) {
    const resumed = await train(start, data, { ...options, resume });
    expect([resumed.stopped, resumed.epochs, resumed.loss]).toEqual([whole.stopped, whole.epochs, whole.loss]);
  }
});

test('targets that are not ±1, and what does not fit, are refused', async () => {
  const others = Dataset.from({ inputs: data.inputs, targets: data.targets.data.map((y) => y / 2) });
  const expected = /Expected nothing where targets are not ±1 for options\.stop\.mce but received it, with a target -?0\.5/;
  await expect(train(start, others, { stop: { mce: 0 } })).rejects.toThrow(expected);
  await expect(trainMany([start], others, { stop: { mce: 0 } })).rejects.toThrow(expected);
  await expect(train(start, data, { stop: { mce: 1.5 } })).rejects.toThrow(/options\.stop\.mce/);
  await expect(train(start, data, { stop: { mce: 0, mceEvery: 0 } })).rejects.toThrow(/options\.stop\.mceEvery/);
});
