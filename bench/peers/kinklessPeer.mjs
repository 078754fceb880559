// Epochs of Adam in this package, as a user gets them: train(), for replicas one after the other. One thread.
import { Dataset, Network, train } from '../../dist/index.js';
import { version } from '../../dist/version.js';
import { serve } from './serve.mjs';

await serve({ name: 'kinkless', version: version() }, ({ inputs, hidden, samples, precision, replicas, batch }) => {
  const data = Dataset.gaussian({ samples, inputs, seed: 1 });
  const starts = Array.from({ length: replicas }, (_, seed) => Network.random({ inputs, hidden, seed }));
  return Promise.resolve(async (epochs) => {
    const options = /** @type {const} */ ({
      optimizer: { kind: 'adam', learningRate: 1e-12 },
      epochs,
      precision,
      ...(batch === undefined ? {} : { batchSize: batch }),
      historyEvery: Math.max(1, epochs),
      stop: { gradient: false },
    });
    for (const start of starts) await train(start, data, options);
  });
});
