import { uniform } from '../native/random.js';
import type { Layer } from './Layer.js';
import { makeLayer } from './makeLayer.js';
import { reserve } from '../native/reserve.js';

/**
 * Initial layers: weights uniform with mean 0 and variance 2/d_{l−1}, so that pre-activations behind ReLUs keep their size (He et al. 2015);
 * biases 0. Layer l draws from the stream `weights`, substream l, entry i d_{l−1} + j for W_l[i, j].
 */
export function randomLayers(widths: readonly number[], biases: readonly boolean[], seed: number): readonly Layer[] {
  return biases.map((hasBias, l) => {
    const columns = widths[l]!;
    const rows = widths[l + 1]!;
    // A uniform number on (−a, a) has variance a²/3.
    const halfWidth = Math.sqrt(6 / columns);
    const data = uniform(seed, 'weights', l + 1, rows * columns).map((u) => halfWidth * u);
    const weights = { data, rows, columns };
    return makeLayer(weights, hasBias ? reserve(rows) : undefined);
  });
}
