import { KINDS } from '../support/built.mjs';
import { recipe, recipeOf } from './build.mjs';
import { sweepTargets } from './sweepTargets.mjs';

/** @typedef {import('./build.mjs').Recipe} Recipe */
/** @typedef {typeof import('../../src/index.js')} Package */
/**
 * @typedef {object} Target
 * @property {string} name
 * @property {readonly (readonly Recipe[])[]} wellMeant arguments of calls that should succeed: what hostility starts from
 * @property {(...args: unknown[]) => unknown} call
 */

/** Parameters of the fixture `network`. */
const WEIGHTS = 9;

/** @param {string} name @returns {Recipe} */
const fixture = (name) => recipe('fixture', { name });

/** A function of the package under a type that takes anything. @param {unknown} callable */
const open = (callable) => /** @type {(...args: unknown[]) => unknown} */ (callable);

/**
 * What calls are made on.
 *
 * @param {Package} kinkless
 */
export function createFixtures({ Network, Dataset }) {
  const network = Network.random({ inputs: 2, hidden: [3], seed: 1 });
  const data = Dataset.gaussian({ samples: 5, inputs: 2, seed: 2 });
  return {
    network,
    data,
    deep: Network.random({ inputs: 2, hidden: [3, 2], outputs: 2, slope: [0.1, -0.5], bias: true, seed: 3 }),
    linear: Network.random({ inputs: 2, hidden: [], bias: true, seed: 4 }),
    masked: Dataset.gaussian({ samples: 4, inputs: 2, seed: 5, masks: { kind: 'gaussian', sigma: 0.3 } }),
    maskedByHand: Dataset.from({
      inputs: [
        [1, 2],
        [3, 4],
      ],
      targets: [1, -1],
      masks: [
        [
          [1, 0, 2],
          [1, 1, 1],
        ],
      ],
    }),
    pairs: Dataset.from({
      inputs: [
        [1, 2],
        [3, 4],
        [0, 1],
      ],
      targets: [
        [1, 2],
        [0, 0],
        [3, 4],
      ],
    }),
    vast: Network.from({
      layers: [
        {
          weights: [
            [1e200, 1],
            [-1e200, 1e200],
            [1, 1],
          ],
        },
        { weights: [[1e200, -1e200, 1]] },
      ],
      slopes: [0.5],
    }),
    vastData: Dataset.from({
      inputs: [
        [1e150, 1],
        [1e-150, 1e200],
        [5e-324, 0],
      ],
      targets: [1e300, -1e300, 0],
    }),
    tinyData: Dataset.from({
      inputs: [
        [1e-200, 1e-300],
        [5e-324, 1e-310],
        [0, 0],
      ],
      targets: [1e-300, 0, 1],
    }),
  };
}

const MATRIX = [
  [1, 2],
  [3, 4.5],
  [0, -1],
];
const PARTS = { data: Float64Array.of(1, 2, 3, 4), rows: 2, columns: 2 };
const MODEL = {
  format: 'kinkless-model/1',
  inputs: 2,
  slopes: [0.1],
  layers: [
    {
      weights: [
        [1, 2],
        [0.5, -1],
      ],
      bias: [0, 1],
    },
    { weights: [[1, -1]] },
  ],
};
const DATA = {
  format: 'kinkless-data/1',
  inputs: MATRIX,
  targets: [[1], [-1], [1]],
  masks: [
    [
      [1, 2],
      [1, 1],
      [0, 1],
    ],
  ],
};

const OPTIMIZERS = [
  ...KINDS,
  { kind: 'gradient-descent', learningRate: 0.1 },
  { kind: 'momentum', learningRate: 0.1, momentum: 0.9, nesterov: true },
  { kind: 'sgd', learningRate: 0.05 },
  { kind: 'adam', learningRate: 0.1, beta1: 0.5, beta2: 0.9, epsilon: 1e-6 },
  { kind: 'levenberg-marquardt', damping: 0.01, kick: 0.1 },
  'auto',
  { kind: 'lbfgs', memory: 3, kick: 0.1 },
];
const TRAININGS = [
  ...OPTIMIZERS.map((optimizer) => ({ optimizer, epochs: 6 })),
  {
    optimizer: 'adam',
    epochs: 9,
    batchSize: 2,
    precision: 'float32',
    schedule: { kind: 'exponential', factor: 0.9, from: 2, minimum: 1e-3 },
  },
  { optimizer: 'sgd', epochs: 9, schedule: { kind: 'cosine', from: 1, to: 8, minimum: 0 }, noise: { kind: 'bernoulli', keep: 0.5 } },
  {
    optimizer: 'momentum',
    epochs: 9,
    noise: { kind: 'gaussian', sigma: 0.1 },
    stop: { gradient: true, loss: 1e-9, mce: 0, mceEvery: 2, seconds: 1 },
  },
  { epochs: 9, historyEvery: 2, seed: 7, tracePreActivations: [{ layer: 1, unit: 0, sample: 1 }], validation: fixture('data') },
  { optimizer: 'adam', epochs: 9, onState: recipe('function'), stateEvery: 3, onProgress: recipe('function') },
  { optimizer: 'adam', epochs: 9, resume: fixture('state') },
  { epochs: 9, resume: fixture('newtonState') },
];

/**
 * Every function and method of the package. File names are read and written in the working folder.
 *
 * @param {Package} kinkless
 * @returns {readonly Target[]}
 */
export function createTargets(kinkless) {
  const { Network, Dataset, train, trainMany, check, checkMany, width } = kinkless;
  const fixtures = createFixtures(kinkless);
  const randomOptions = [
    { inputs: 2, hidden: [3], outputs: 1, slope: 0.1, bias: true, seed: 5 },
    { inputs: 3, hidden: [2, 2], slope: [0, 1], bias: [true, false, true] },
  ];
  const masks = [
    undefined,
    { kind: 'none' },
    { kind: 'bernoulli', keep: 0.5, seed: 1 },
    { kind: 'gaussian', sigma: 0.5 },
    { kind: 'uniform', delta: 0.5, seed: 3 },
  ];
  const from = [
    ...masks.map((mask) => ({ inputs: MATRIX, targets: [1, -1, 1], masks: mask })),
    { inputs: PARTS, targets: Float64Array.of(1, 2), masks: [PARTS, [[1], [1]]] },
    { inputs: PARTS, targets: PARTS },
  ];
  const trainings = TRAININGS.map((options) => ['network', 'data', options]);
  const points = [
    ['network', 'data'],
    ['deep', 'pairs'],
    ['network', 'masked'],
    ['network', 'maskedByHand'],
    ['vast', 'vastData'],
    ['vast', 'tinyData'],
    ['network', 'vastData'],
    ['network', 'tinyData'],
    ['linear', 'data'],
  ];
  /** @param {readonly unknown[]} pair @param {readonly unknown[]} rest */
  const onPoint = ([network, data], ...rest) => [fixture(String(network)), fixture(String(data)), ...rest.map(recipeOf)];

  /** @type {Target[]} */
  const targets = [];
  /** @param {string} name @param {unknown} callable @param {unknown} self @param {readonly (readonly unknown[])[]} wellMeant */
  const add = (name, callable, self, wellMeant) => {
    targets.push({
      name,
      wellMeant: wellMeant.map((args) => args.map(recipeOf)),
      call: (...args) => open(callable).apply(self, args),
    });
  };

  add(
    'Network.random',
    Network.random,
    Network,
    randomOptions.map((options) => [options]),
  );
  add('Network.from', Network.from, Network, [
    [{ layers: MODEL.layers, slopes: MODEL.slopes }],
    [{ layers: [{ weights: PARTS, bias: Float64Array.of(1, 2) }], slopes: new Float64Array(0) }],
  ]);
  add('Network.fromJSON', Network.fromJSON, Network, [[MODEL]]);
  add('Network.is', Network.is, Network, [[fixture('network')], [fixture('data')]]);
  add('Dataset.is', Dataset.is, Dataset, [[fixture('data')], [fixture('network')]]);
  add('Network.read', Network.read, Network, [['model.json'], ['data.json'], ['nothing.json']]);
  add(
    'Dataset.gaussian',
    Dataset.gaussian,
    Dataset,
    masks.map((mask) => [{ samples: 4, inputs: 2, seed: 3, masks: mask }]),
  );
  add(
    'Dataset.from',
    Dataset.from,
    Dataset,
    from.map((parts) => [parts]),
  );
  add('Dataset.fromJSON', Dataset.fromJSON, Dataset, [[DATA], [{ ...DATA, targets: [1, 2, 3], masks: { kind: 'none' } }]]);
  add('Dataset.read', Dataset.read, Dataset, [['data.json'], ['model.json']]);
  add('Dataset.mnist', Dataset.mnist, Dataset, [
    ['mnist', { samples: 4, seed: 1, inputs: 2, masks: { kind: 'none' } }],
    ['mnist', { samples: 3 }],
    ['.', { samples: 3 }],
  ]);
  add('Dataset.parse', Dataset.parse, Dataset, [
    ['gaussian:N=4,d=2,seed=1'],
    ['gaussian:N=4,d=2,mask=gaussian,sigma=0.1,mask-seed=2', {}],
    ['mnist:mnist,N=3,d=1'],
    ['data.json'],
  ]);
  for (const name of /** @type {const} */ (['network', 'deep', 'linear', 'vast'])) {
    const network = fixtures[name];
    add('network.predict', network.predict, network, [[MATRIX], [PARTS]]);
    add('network.withParameters', network.withParameters, network, [[network.parameters()], [Array.from(network.parameters())]]);
    add('network.write', network.write, network, [['written.json'], ['folder.json/x.json']]);
    add('network.parameters', network.parameters, network, [[]]);
    add('network.toJSON', network.toJSON, network, [[]]);
  }
  for (const name of /** @type {const} */ (['data', 'masked', 'maskedByHand', 'vastData'])) {
    const data = fixtures[name];
    add('dataset.split', data.split, data, [[{ validation: 0.5, seed: 2 }]]);
    add('dataset.resolveMasks', data.resolveMasks, data, [[[3]], [Int32Array.of(3)], [[3, 2]]]);
    add('dataset.write', data.write, data, [['written.json']]);
    add('dataset.toJSON', data.toJSON, data, [[]]);
  }
  add('train', train, undefined, [
    ...trainings.map(([network, data, options]) => onPoint([network, data], options)),
    ...points.flatMap((point) => OPTIMIZERS.map((optimizer) => onPoint(point, { optimizer, epochs: 5 }))),
  ]);
  add('check', check, undefined, [...points.map((point) => onPoint(point)), ...points.map((point) => onPoint(point, {}))]);
  const both = [fixture('network'), fixture('network')];
  add('trainMany', trainMany, undefined, [
    ...OPTIMIZERS.map((optimizer) => [both, fixture('data'), { optimizer, epochs: 5, seed: [1, 2], threads: 2 }]),
    [both, [fixture('data'), fixture('masked')], { optimizer: 'sgd', epochs: 5, batchSize: 2, validation: fixture('data') }],
    [[fixture('network'), fixture('vast')], fixture('vastData'), { optimizer: 'adam', epochs: 5, onProgress: recipe('function') }],
  ]);
  add('certify', kinkless.certify, undefined, [
    ...points.map((point) => onPoint(point)),
    ...['full-rank', 'zero-loss-nearby', 'local-minimum', 'kink-minimum'].map((claim) => onPoint(['network', 'masked'], { claim })),
    onPoint(['network', 'data'], { lower: fixture('network') }),
  ]);
  const statement = { semantics: 'exact reals', claim: 'full-rank', network: { widths: [2, 3, 1] }, data: { inputs: [] } };
  add('verifyCertificate', kinkless.verifyCertificate, undefined, [
    [{ format: 'kinkless-certificate/1', statement, witness: {}, producer: {} }],
    [{}, { level: 'exact', network: fixture('network'), data: fixture('masked') }],
  ]);
  add('checkMany', checkMany, undefined, [
    [both, fixture('data'), { hessian: false, threads: 2 }],
    [
      [fixture('vast'), fixture('network')],
      [fixture('tinyData'), fixture('masked')],
    ],
  ]);
  const kinds = [{}, { matrix: 'gauss-newton' }, { matrix: 'tangent-kernel' }];
  /** @param {Readonly<Record<string, unknown>>} options */
  const ofEach = (options) => kinds.map((kind) => onPoint(['network', 'masked'], { ...kind, ...options }));
  add('hessian', kinkless.hessian, undefined, [
    onPoint(['deep', 'pairs']),
    onPoint(['deep', 'pairs'], { matrix: 'gauss-newton', layers: [1, 3] }),
  ]);
  add('multiplyCurvature', kinkless.multiplyCurvature, undefined, [
    onPoint(['network', 'data'], [Array.from({ length: WEIGHTS }, (_, k) => k)], { matrix: 'gauss-newton' }),
    onPoint(['network', 'data'], { data: new Float64Array(2 * 5), rows: 2, columns: 5 }, { matrix: 'tangent-kernel' }),
  ]);
  add('tangentKernel', kinkless.tangentKernel, undefined, [onPoint(['deep', 'pairs']), onPoint(['network', 'masked'], {})]);
  add(
    'extremeEigenvalues',
    kinkless.extremeEigenvalues,
    undefined,
    ofEach({ largest: 2, smallest: 1, steps: 4, vectors: true, tolerance: 1e-6, seed: 1 }),
  );
  add('spectralDensity', kinkless.spectralDensity, undefined, ofEach({ probes: 2, steps: 3, seed: 1 }));
  add('estimateTrace', kinkless.estimateTrace, undefined, ofEach({ products: 6, seed: 1 }));
  add('margins', kinkless.margins, undefined, [onPoint(['deep', 'pairs']), onPoint(['network', 'masked'], {})]);
  add('randomDirection', kinkless.randomDirection, undefined, [[fixture('network'), recipeOf({ seed: 1 })]]);
  const directions = [0, 1].map((shift) => Float64Array.from({ length: WEIGHTS }, (_, k) => k + shift));
  const slice = { range: 0.5, points: 5 };
  add('sliceLine', kinkless.sliceLine, undefined, [onPoint(['network', 'data'], directions[0], slice)]);
  add('slicePlane', kinkless.slicePlane, undefined, [onPoint(['network', 'masked'], directions, slice)]);
  for (const target of sweepTargets(kinkless)) add(...target);
  add('width', width, undefined, [[{ samples: 100, inputs: 25, hiddenLayers: 2, bias: true }]]);
  return targets;
}
