import { kinkless } from '../support/built.mjs';

const { Dataset, Network, check, train } = kinkless;

const data = Dataset.gaussian({ samples: 300, inputs: 10, seed: 1 });
const network = Network.random({ inputs: 10, hidden: [20], seed: 2 });

/**
 * Work that goes on until it is stopped, and checks that take a while.
 *
 * @type {Readonly<Record<string, (signal?: AbortSignal) => Promise<unknown>>>}
 */
export const LONG = {
  adam: (signal) => train(network, data, { optimizer: 'adam', epochs: 1e9, historyEvery: 1e8, stop: { gradient: false }, signal }),
  sgd: (signal) => train(network, data, { optimizer: 'sgd', epochs: 1e9, historyEvery: 1e8, stop: { gradient: false }, signal }),
  newton: (signal) => train(network, data, { epochs: 1e9, historyEvery: 1e8, stop: { gradient: false }, signal }),
  check: (signal) => check(network, data, { signal }),
  states: (signal) =>
    train(network, data, {
      optimizer: 'adam',
      epochs: 1e9,
      historyEvery: 1e8,
      stop: { gradient: false },
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
  const [newton] = await Promise.all([train(trained, small, { epochs: 20 }), check(trained, small)]);
  return newton.network.predict([[1, 2, 3]]).data[0];
}
