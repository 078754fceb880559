// Epochs of Adam in this package, as a user gets them: train(), or trainMany() for replicas. One thread.
import { Dataset, Network, train, trainMany } from '../../dist/index.js';
import { version } from '../../dist/version.js';
import { serve } from './serve.mjs';

await serve({ name: 'kinkless', version: version() }, ({ inputs, hidden, samples, precision, replicas, batch }) => {
  const data = Dataset.gaussian({ samples, inputs, seed: 1 });
  const starts = Array.from({ length: replicas }, (_, seed) => Network.random({ inputs, hidden, seed }));
  return Promise.resolve((epochs) => {
    const options = /** @type {const} */ ({
      optimizer: { kind: 'adam', learningRate: 1e-12 },
      epochs,
      precision,
      ...(batch === undefined ? {} : { batchSize: batch }),
      historyEvery: Math.max(1, epochs),
      stop: { gradient: false },
    });
    const [start] = starts;
    return starts.length === 1 && start !== undefined ? train(start, data, options) : trainMany(starts, data, { ...options, threads: 1 });
  });
});
