import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Dataset } from '../../src/data/Dataset.js';
import { KinklessError } from '../../src/errors.js';
import { Network } from '../../src/network/Network.js';
import { train } from '../../src/train/train.js';
import type { TrainingRun } from '../../src/train/TrainingRun.js';
import type { TrainingState } from '../../src/train/TrainingState.js';
import type { OptimizerName } from '../../src/train/Optimizer.js';
import type { TrainOptions } from '../../src/train/TrainOptions.js';

const data = Dataset.gaussian({ samples: 6, inputs: 3, seed: 1 });
const validation = Dataset.gaussian({ samples: 4, inputs: 3, seed: 2 });
const start = Network.random({ inputs: 3, hidden: [4, 2], slope: 0.1, bias: true, seed: 3 });

const KINDS: OptimizerName[] = ['gradient-descent', 'momentum', 'sgd', 'adam', 'levenberg-marquardt', 'lbfgs'];

/** What nobody should pass, beside numbers at the edges of every range. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withNullPrototype: true, withSparseArray: true }),
  fc.double(),
  fc.constantFrom(0, -0, 1, -1, NaN, Infinity, 2 ** 31 - 1, 2 ** 32, 2 ** 53, 5e-324, 1e308, null, Symbol('s')),
);
const numberLike = fc.oneof({ weight: 40, arbitrary: fc.double({ min: 0.01, max: 0.99, noNaN: true }) }, { weight: 1, arbitrary: odd });
const partly = (kind: fc.Arbitrary<unknown>, keys: readonly string[]): fc.Arbitrary<unknown> =>
  fc.record({ kind, ...Object.fromEntries(keys.map((key) => [key, numberLike])) }, { requiredKeys: ['kind'] });
const mostly = (usual: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 40, arbitrary: usual }, { weight: 1, arbitrary: odd });

// Each optimiser, schedule and noise mostly with its own options: else hardly any would be accepted.
const optimizer = fc.oneof(
  fc.constantFrom(...KINDS, 'auto'),
  partly(fc.constant('gradient-descent'), ['learningRate']),
  partly(fc.constantFrom('momentum', 'sgd'), ['learningRate', 'momentum', 'nesterov']),
  partly(fc.constant('adam'), ['learningRate', 'beta1', 'beta2', 'epsilon']),
  partly(fc.constant('levenberg-marquardt'), ['damping', 'kick']),
  partly(fc.constant('lbfgs'), ['kick']),
  fc.record({ kind: fc.constant('lbfgs'), memory: mostly(fc.integer({ min: 1, max: 30 })) }),
  fc.record({ kind: fc.constantFrom('momentum', 'sgd'), nesterov: fc.boolean() }),
);
const schedule = fc.oneof(
  fc.constant({ kind: 'constant' }),
  fc.record({ kind: fc.constant('exponential'), factor: numberLike, from: mostly(fc.nat(8)), minimum: numberLike }),
  fc.record(
    { kind: fc.constant('cosine'), from: mostly(fc.nat(4)), to: mostly(fc.integer({ min: 5, max: 20 })) },
    { requiredKeys: ['kind'] },
  ),
);
const noise = fc.oneof(
  fc.constant({ kind: 'none' }),
  partly(fc.constant('bernoulli'), ['keep']),
  partly(fc.constant('gaussian'), ['sigma']),
  partly(fc.constant('uniform'), ['delta']),
);
const states = new Map<string, TrainingState>();
const resume = fc
  .record({ from: fc.constantFrom(...KINDS), place: fc.nat(20), value: numberLike, tampered: fc.boolean() })
  .map(({ from, place, value, tampered }) => {
    const state = states.get(from)!;
    return tampered ? { ...state, numbers: state.numbers.map((number, k) => (k === place ? value : number)) } : state;
  });

const options = fc.record(
  {
    optimizer: mostly(optimizer),
    // Never so many that the run would last.
    epochs: fc.oneof(
      { weight: 40, arbitrary: fc.integer({ min: 1, max: 12 }) },
      { weight: 1, arbitrary: fc.constantFrom(0, -1, 1.5, NaN, '5') },
    ),
    batchSize: mostly(fc.integer({ min: 1, max: 6 })),
    precision: mostly(fc.constantFrom('float64', 'float32')),
    schedule: mostly(schedule),
    noise: mostly(noise),
    stop: mostly(
      fc.record(
        {
          gradient: mostly(fc.boolean()),
          loss: numberLike,
          mce: numberLike,
          mceEvery: mostly(fc.integer({ min: 1, max: 9 })),
          seconds: numberLike,
        },
        { requiredKeys: [] },
      ),
    ),
    historyEvery: mostly(fc.integer({ min: 1, max: 20 })),
    seed: mostly(fc.maxSafeNat()),
    tracePreActivations: mostly(
      fc.array(fc.record({ layer: fc.constantFrom(1, 2), unit: fc.nat(4), sample: fc.nat(5) }), { maxLength: 3 }),
    ),
    validation: mostly(fc.constant(validation)),
    onState: mostly(fc.constant(() => undefined)),
    stateEvery: mostly(fc.integer({ min: 1, max: 8 })),
    resume: fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: mostly(resume) }),
    onProgress: mostly(fc.constant(() => undefined)),
  },
  { requiredKeys: ['epochs'] },
);

function expectSound(run: TrainingRun, epochs: number): void {
  expect(['gradient', 'loss', 'epochs', 'time', 'stalled', 'mce']).toContain(run.stopped);
  expect(run.epochs).toBeLessThanOrEqual(epochs);
  expect(run.loss).toBeGreaterThanOrEqual(0);
  const { loss, epoch, gradientNorm, learningRate, kicks, validationLoss, preActivations } = run.history;
  for (const column of [
    run.network.parameters(),
    loss,
    epoch,
    gradientNorm,
    learningRate,
    kicks,
    preActivations.data,
    validationLoss ?? loss,
  ])
    expect(column.every(Number.isFinite)).toBe(true);
  // Rows in order; the last one twice where Levenberg–Marquardt or L-BFGS returns to its best point.
  const ordered = epoch.slice(0, epoch.at(-1) === epoch.at(-2) ? -1 : undefined);
  expect(ordered.every((value, row) => row === 0 || value > ordered[row - 1]!)).toBe(true);
}

test('whatever the options are, they give a run of finite numbers or a KinklessError', async () => {
  for (const kind of KINDS) states.set(kind, (await train(start, data, { optimizer: kind, epochs: 3, stop: { gradient: false } })).state);
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(options, async (given) => {
      let run: TrainingRun;
      try {
        run = await train(start, data, given as TrainOptions);
      } catch (error) {
        expect(error).toBeInstanceOf(KinklessError);
        expect((error as KinklessError).code).toMatch(/^ERR_(ARGUMENT|DIVERGED)$/);
        return;
      }
      runs += 1;
      expectSound(run, given.epochs as number);
    }),
    { numRuns: 2000 },
  );
  expect(runs).toBeGreaterThan(100);
});
