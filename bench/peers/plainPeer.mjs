// Epochs of Adam as plain loops over typed arrays, as one would write them in JavaScript without a library.
import { serve } from './serve.mjs';

/** @typedef {Float32Array | Float64Array} Numbers */

/** Σ_j a[from + j] b[j]. @param {Numbers} a @param {number} from @param {Numbers} b */
function dot(a, from, b) {
  let sum = 0;
  for (let j = 0; j < b.length; j++) sum += (a[from + j] ?? 0) * (b[j] ?? 0);
  return sum;
}

/** a[from + j] += factor · b[j]. @param {Numbers} a @param {number} from @param {number} factor @param {Numbers} b */
function addScaled(a, from, factor, b) {
  for (let j = 0; j < b.length; j++) a[from + j] = (a[from + j] ?? 0) + factor * (b[j] ?? 0);
}

const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());

await serve({ name: 'plain JavaScript', version: process.versions.v8 }, ({ inputs, hidden, samples, precision }) => {
  const [width] = hidden;
  if (hidden.length !== 1 || width === undefined) throw new Error('There must be one hidden layer.');
  const zeros = (/** @type {number} */ count) => (precision === 'float32' ? new Float32Array(count) : new Float64Array(count));
  const x = zeros(samples * inputs).map(normal);
  const y = zeros(samples).map(() => Math.sign(normal()));
  const count = width * inputs + width;
  const weights = zeros(count).map(() => normal() * Math.sqrt(2 / inputs));
  const [gradient, m, v] = [zeros(count), zeros(count), zeros(count)];
  const hiddenPart = (/** @type {Numbers} */ all) => all.subarray(width * inputs);
  const [out, outGradient, values] = [hiddenPart(weights), hiddenPart(gradient), zeros(width)];
  let time = 0;

  const step = () => {
    gradient.fill(0);
    for (let n = 0; n < samples; n++) {
      const sample = x.subarray(n * inputs, (n + 1) * inputs);
      for (let i = 0; i < width; i++) values[i] = Math.max(0, dot(weights, i * inputs, sample));
      const error = (dot(out, 0, values) - (y[n] ?? 0)) / samples;
      for (let i = 0; i < width; i++) if ((values[i] ?? 0) > 0) addScaled(gradient, i * inputs, error * (out[i] ?? 0), sample);
      addScaled(outGradient, 0, error, values);
    }
    time++;
    const [c1, c2] = [1 - 0.9 ** time, 1 - 0.999 ** time];
    for (let p = 0; p < count; p++) {
      const g = gradient[p] ?? 0;
      const first = 0.9 * (m[p] ?? 0) + 0.1 * g;
      const second = 0.999 * (v[p] ?? 0) + 0.001 * g * g;
      m[p] = first;
      v[p] = second;
      weights[p] = (weights[p] ?? 0) - (1e-12 * first) / c1 / (Math.sqrt(second / c2) + 1e-8);
    }
  };
  return Promise.resolve((epochs) => {
    for (let epoch = 0; epoch < epochs; epoch++) step();
  });
});
