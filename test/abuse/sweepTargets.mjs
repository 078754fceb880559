import { rmSync } from 'node:fs';
import { recipe } from './build.mjs';

/** A plan that takes a moment. */
export const PLAN = {
  format: 'kinkless-plan/1',
  name: 'abused',
  repetitions: 2,
  measure: ['verdict', 'kinks'],
  trial: { inputs: 2, samples: 4, epochs: 2, bias: true, seed: 3 },
  cases: [
    { hidden: [3], slopes: [0.1] },
    { width: 2, hidden_layers: 2, mask: 'gaussian', mask_sigma: 0.5 },
  ],
  grid: { optimizer: ['adam', 'lbfgs'], precision: ['float64'] },
};
const PLANS = [
  PLAN,
  { format: 'kinkless-plan/1', measure: [], trial: { d: 2, epochs: 1 }, grid: { ratio: [1, 0.5] } },
  {
    format: 'kinkless-plan/1',
    trial: { data: 'data.json', width: 2, optimizer: 'sgd', batch_size: 2, epochs: 2, learning_rate: 0.1 },
    cases: [
      { schedule: 'cosine', schedule_to: 5, momentum: 0.5, nesterov: true },
      { noise: 'bernoulli', noise_keep: 0.5, stop_loss: 0.1 },
    ],
  },
  { format: 'kinkless-plan/1', trial: { data: 'mnist:mnist', samples: 3, inputs: 2, hidden: [2], stop_mce: 0, epochs: 3 } },
];
const QUERIES = [
  ['SELECT * FROM trials'],
  ['SELECT count(*) AS n FROM trials WHERE width = ? AND optimizer = ?', 2, 'adam'],
  ['SELECT * FROM runs'],
  ['SELECT ? AS x', null],
  ['SELEC'],
  ['DELETE FROM trials'],
];

/** Files in the working folder of a campaign that plans and stores are read from. */
export const planFiles = {
  'plan.json': JSON.stringify(PLAN),
  'plan.toml': 'format = "kinkless-plan/1"\n[trial]\nd = 2\nsamples = 4\n[grid]\nslope = [0, 0.1]\n',
};

/** The store in the working folder of a campaign. @param {import('./targets.mjs').Package} kinkless @param {string} file */
export async function createStore({ sweep }, file) {
  await sweep(/** @type {import('../../src/index.js').PlanInput} */ (PLANS[1]), { store: file, workers: 1 });
}

/**
 * The functions of sweeps, as {@link createTargets} takes them: name, function, its `this`, and arguments that mean well.
 *
 * @param {import('./targets.mjs').Package} kinkless
 * @returns {readonly (readonly [string, (...args: never[]) => unknown, unknown, readonly (readonly unknown[])[]])[]}
 */
export function sweepTargets({ exportTrials, readPlan, sweep, SweepStore }) {
  /**
   * Calls a method on a store of its own.
   *
   * @param {(store: import('../../src/index.js').SweepStore, args: never[]) => unknown} use
   */
  const onStore =
    (use) =>
    async (/** @type {never[]} */ ...args) => {
      const store = await SweepStore.open('store.db');
      try {
        return await use(store, args);
      } finally {
        store.close();
      }
    };
  const trials = onStore(async (store, args) => {
    const rows = [];
    for await (const row of store.trials(.../** @type {[never]} */ (args))) rows.push(row);
    return rows;
  });
  return [
    [
      'sweep',
      (...args) => {
        for (const ending of ['', '-lock', '-wal', '-shm', '-journal']) rmSync(`new.db${ending}`, { force: true });
        return sweep(.../** @type {[never, never]} */ (args));
      },
      undefined,
      [
        ...PLANS.map((plan) => [plan, { store: 'new.db', workers: 1, retryFailed: true, onProgress: recipe('function') }]),
        [PLANS[1], { store: 'store.db', workers: 2 }],
      ],
    ],
    ['readPlan', readPlan, undefined, [['plan.json'], ['plan.toml'], ['data.json'], ['nothing.toml']]],
    [
      'exportTrials',
      exportTrials,
      undefined,
      [
        ['store.db', 'out.csv', {}],
        ['store.db', 'out.parquet'],
        ['model.json', 'out.csv'],
        ['store.db', 'folder.json/x.csv'],
      ],
    ],
    ['SweepStore.open', onOpened(SweepStore), undefined, [['store.db'], ['model.json'], ['nothing.db'], ['folder.json']]],
    ['store.status', onStore((store, args) => store.status(.../** @type {[]} */ (args))), undefined, [[]]],
    ['store.trials', trials, undefined, [[], [{ status: 'done' }], [{ status: 'failed' }]]],
    ['store.query', onStore((store, args) => store.query(.../** @type {[never]} */ (args))), undefined, QUERIES],
    ['store.close', onStore((store, args) => [store.close(.../** @type {[]} */ (args)), store.status()]), undefined, [[]]],
  ];
}

/** Opens a store and closes it. @param {import('./targets.mjs').Package['SweepStore']} SweepStore */
function onOpened(SweepStore) {
  return async (/** @type {never[]} */ ...args) => {
    const store = await SweepStore.open(.../** @type {[never]} */ (args));
    const { plan, path } = store;
    store.close();
    return { plan, path };
  };
}
