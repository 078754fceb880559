import { KINDS, kinkless, packProblem, parseTrainOptions, rawOptions, stateSize } from '../support/built.mjs';
import { recipe, recipeOf } from './build.mjs';

const { Dataset, Network } = kinkless;

const SHARED = recipe('typed', { kind: 'Int32Array', numbers: [0, 0, 0, 0], backing: 'shared' });
const DONE = recipe('fixture', { name: 'done' });
const SAMPLES = 4;
/** More than the runs below write. */
const HISTORY = 1000;

const network = Network.random({ inputs: 2, hidden: [3], slope: 0.1, bias: [true, false], seed: 1 });
const data = Dataset.gaussian({ samples: SAMPLES, inputs: 2, seed: 2 });
const masked = Dataset.gaussian({ samples: SAMPLES, inputs: 2, seed: 2, masks: { kind: 'gaussian', sigma: 0.3 } });
const none = new Float64Array(0);
const alone = { ...packProblem(network, data), samples: 0, inputs: none, targets: none };

/** @param {number} length */
const ramp = (length) => Float64Array.from({ length }, (_, k) => (k + 1) / length);

/**
 * Every function of the raw addon, with arguments as the package itself passes them.
 *
 * @param {import('../../src/native/addon.js').Addon} addon
 * @returns {readonly import('./targets.mjs').Target[]}
 */
export function createRawTargets(addon) {
  const fields = addon.judgementFields().split(',').length;
  const sets = [packProblem(network, masked), packProblem(network, data)];
  const replicas = { networks: [alone, alone], sets, indices: Int32Array.of(0, -1, 1, 0) };
  const descent = new Float64Array(network.parameterCount);
  const size = network.parameterCount;
  const triples = SAMPLES * 3;
  const problem = packProblem(network, masked);
  const seed = [1, 2];
  /** @type {Readonly<Record<string, readonly (readonly unknown[])[]>>} */
  const wellMeant = {
    draw: [0, 1, 2].map((kind) => [kind, 1, 2, 3, 4, new Float64Array(5)]),
    choose: [[10, 1, 2, 3, 4, new Float64Array(5)]],
    principalComponents: [[3, 2, Float64Array.of(1, 2, 3, 4, 5, 7), 1, new Float64Array(3), SHARED, DONE]],
    predict: [[packProblem(network, masked), new Float64Array(SAMPLES)]],
    kernelStep: [false, true].map((single) => [
      packProblem(network, masked),
      0,
      single,
      new Float64Array(network.parameterCount),
      new Float64Array(1),
    ]),
    kernelAdam: [false, true].map((single) => [0, single, Float64Array.of(0.1, 0.9, 0.999, 1e-8, 0.1, 0.001), new Float64Array(20)]),
    kernelMultiply: [[0, Float64Array.of(0, 1, 2, 3, 4, 4, 4, 3, 1, 0), new Float64Array(8), new Float64Array(12), new Float64Array(6)]],
    kernelSubstitute: [[0, Float64Array.of(2, 3, 2, 8), Float64Array.of(1, 0, 1, 2), new Float64Array(16)]],
    judge: [data, masked].map((set, k) => [
      packProblem(network, set),
      k + 2,
      SHARED,
      new Float64Array(fields),
      descent,
      new Float64Array(5 * triples),
      DONE,
    ]),
    certify: [0, 1, 2, 3].map((claim) => [
      problem,
      claim,
      SHARED,
      new Float64Array(addon.certificationFields().split(',').length),
      new Float64Array(3 * triples),
      DONE,
    ]),
    residualNorm: [[problem, SHARED, new Float64Array(2), DONE]],
    multiplyCurvature: [size, size, SAMPLES].map((length, kind) => [
      problem,
      kind,
      ramp(2 * length),
      SHARED,
      new Float64Array(2 * length),
      DONE,
    ]),
    denseHessian: [
      [problem, Float64Array.of(0, 0, 0), SHARED, new Float64Array(size * size), DONE],
      [problem, Float64Array.of(1, 2, 1), SHARED, new Float64Array(size * size), DONE],
    ],
    tangentKernel: [[problem, SHARED, new Float64Array(SAMPLES * SAMPLES), DONE]],
    extremeEigenvalues: [
      [problem, 0, Float64Array.of(1, 2, 8, 1, ...seed, 1e-8), SHARED, new Float64Array(8), new Float64Array(3 * size), DONE],
    ],
    spectralDensity: [[problem, 1, Float64Array.of(2, 3, ...seed), SHARED, new Float64Array(13), DONE]],
    estimateTrace: [[problem, 2, Float64Array.of(6, ...seed), SHARED, new Float64Array(3), DONE]],
    preActivations: [[problem, SHARED, new Float64Array(triples), new Float64Array(triples), new Float64Array(triples), DONE]],
    sliceLosses: [[problem, ramp(2 * size), ramp(2 * 5), SHARED, new Float64Array(5), DONE]],
    lineKinks: [[problem, ramp(size), -1, 1, SHARED, new Float64Array(1), new Float64Array(4 * triples), DONE]],
    judgeMany: [
      [
        replicas,
        3,
        2,
        SHARED,
        new Float64Array(2 * fields),
        new Float64Array(2 * size),
        new Float64Array(10 * triples),
        new Float64Array(2),
        DONE,
      ],
    ],
    trainMany: KINDS.map((optimizer) => {
      const options = rawOptions(parseTrainOptions({ optimizer, epochs: 5 }, network, SAMPLES), { pause: -1, seconds: 0.5 });
      return [
        replicas,
        Float64Array.of(...options, ...options),
        Int32Array.of(1, 0, 0),
        2,
        SHARED,
        new Float64Array(2 * network.parameterCount),
        new Float64Array(8),
        new Float64Array(HISTORY),
        DONE,
      ];
    }),
    train: KINDS.flatMap((optimizer) => {
      const parsed = parseTrainOptions({ optimizer, epochs: 5 }, network, SAMPLES);
      const state = new Float64Array(stateSize(network.parameterCount, parsed.optimizer));
      return [none, state].map((resume, k) => [
        packProblem(network, k === 0 ? masked : data),
        k === 0 ? packProblem(network, data) : alone,
        resume,
        rawOptions(parsed, { pause: -1, seconds: 0.5 }),
        Int32Array.of(1, 0, 0),
        SHARED,
        new Float64Array(network.parameterCount),
        new Float64Array(4),
        new Float64Array(HISTORY),
        state,
        DONE,
      ]);
    }),
  };
  const table = /** @type {Readonly<Record<string, (...args: readonly unknown[]) => unknown>>} */ (/** @type {unknown} */ (addon));
  return Object.keys(table).map((name) => ({
    name: `addon.${name}`,
    wellMeant: (wellMeant[name] ?? [[]]).map((args) => args.map(recipeOf)),
    call: (...args) => table[name]?.(...args),
  }));
}
