import { kinkless } from '../support/built.mjs';

const { Dataset, Network, check, checkMany, hessian, randomDirection, slicePlane, spectralDensity, train, trainMany } = kinkless;

const data = Dataset.gaussian({ samples: 300, inputs: 10, seed: 1 });
const network = Network.random({ inputs: 10, hidden: [20], seed: 2 });
const directions = /** @type {const} */ ([randomDirection(network, { seed: 1 }), randomDirection(network, { seed: 2 })]);

/** Trainings without an end. */
const endless = { epochs: 1e9, historyEvery: 1e8, stop: { gradient: false } };

/**
 * Work that goes on until it is stopped, and work that takes a while.
 *
 * @type {Readonly<Record<string, (signal?: AbortSignal, onEpoch?: (epoch: number) => void) => Promise<unknown>>>}
 */
export const LONG = {
  adam: (signal, onEpoch) => train(network, data, { optimizer: 'adam', ...endless, signal, onProgress: ({ epoch }) => onEpoch?.(epoch) }),
  sgd: (signal) => train(network, data, { optimizer: 'sgd', ...endless, signal }),
  newton: (signal) => train(network, data, { ...endless, signal }),
  lbfgs: (signal) => train(network, data, { optimizer: 'lbfgs', ...endless, signal }),
  activeSet: (signal) => train(network, data, { optimizer: 'active-set', ...endless, signal }),
  many: (signal) => trainMany([network, network, network], data, { optimizer: 'adam', ...endless, threads: 2, signal }),
  check: (signal) => check(network, data, { signal }),
  checkMany: (signal) =>
    checkMany(
      Array.from({ length: 20 }, () => network),
      data,
      { hessian: false, signal },
    ),
  density: (signal) => spectralDensity(network, data, { probes: 1000, signal }),
  plane: (signal) => slicePlane(network, data, directions, { points: 101, signal }),
  states: (signal) =>
    train(network, data, {
      optimizer: 'adam',
      ...endless,
      onState: () => undefined,
      stateEvery: 50,
      onProgress: () => undefined,
      signal,
    }),
};

/** A little of everything, done to the end. */
export async function shortWork() {
  const small = Dataset.gaussian({ samples: 20, inputs: 3, seed: 3, masks: { kind: 'gaussian', sigma: 0.1 } });
  const start = Network.random({ inputs: 3, hidden: [4], seed: 4 });
  const { network: trained } = await train(start, small, { optimizer: 'adam', epochs: 20 });
  const [newton, activeSet, report, judged, curvature, density] = await Promise.all([
    train(trained, small, { epochs: 20 }),
    train(trained, small, { optimizer: 'active-set', epochs: 5 }),
    check(trained, small),
    checkMany([trained, start], small, { threads: 2 }),
    hessian(trained, small),
    spectralDensity(trained, small, { probes: 2, steps: 8 }),
  ]);
  const many = await trainMany([start, start], small, { optimizer: 'lbfgs', epochs: 10, threads: 2 });
  const listed = [...judged, ...many].map((each) => (each.status === 'fulfilled' ? each.value.loss : NaN));
  const numbers = [newton.loss, activeSet.loss, report.loss, ...listed, curvature.data[0], density.values[0]];
  return [...numbers, newton.network.predict([[1, 2, 3]]).data[0]].join(' ');
}
