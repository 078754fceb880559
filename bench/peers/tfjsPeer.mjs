// Epochs of Adam in TensorFlow.js on its WebAssembly backend. Not among the package's dependencies: `npm run bench` leaves it out with a
// word where it is missing; `npm install --no-save @tensorflow/tfjs @tensorflow/tfjs-backend-wasm` provides it.
import { serve } from './serve.mjs';

// Names in a list: the compiler does not look for packages that may be missing.
const [tf] = await Promise.all(['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'].map((name) => import(name)));
await tf.setBackend('wasm');
await tf.ready();

await serve({ name: 'TensorFlow.js, wasm', version: tf.version_core }, ({ inputs, hidden, samples, precision, replicas, batch }) => {
  if (precision !== 'float32' || batch !== undefined)
    throw new Error('TensorFlow.js has float32 only, and is measured on full batches only.');
  const widths = [inputs, ...hidden, 1];
  const x = tf.randomNormal([samples, inputs]);
  const y = tf.sign(tf.randomNormal([samples, 1]));
  const networks = Array.from({ length: replicas }, () => ({
    weights: widths.slice(1).map((width, l) => tf.variable(tf.randomNormal([widths[l], width], 0, Math.sqrt(2 / (widths[l] ?? 1))))),
    optimiser: tf.train.adam(1e-12),
  }));
  return Promise.resolve((epochs) => {
    for (let epoch = 0; epoch < epochs; epoch++)
      for (const { weights, optimiser } of networks)
        optimiser.minimize(
          () => {
            let v = x;
            for (const w of weights.slice(0, -1)) v = tf.relu(tf.matMul(v, w));
            const e = tf.sub(tf.matMul(v, weights.at(-1)), y);
            return tf.div(tf.sum(tf.mul(e, e)), 2 * samples);
          },
          false,
          weights,
        );
  });
});
