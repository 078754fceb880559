import { normal, uniform } from '../native/random.js';
import type { MaskSpecification } from './MaskSpecification.js';

/**
 * `count` factors of the mask of hidden layer `layer` (from 1), from the stream `masks`, substream `layer`; undefined for no mask.
 * Of an N × d_l mask, entry (n, i) is number n d_l + i: more samples do not change the factors of the first ones.
 */
export function drawMask(specification: MaskSpecification, layer: number, count: number): Float64Array | undefined {
  switch (specification.kind) {
    case 'none':
      return undefined;
    case 'bernoulli': {
      const { keep, seed = 0 } = specification;
      // A uniform number on (−1, 1) is below 2 keep − 1 with probability keep.
      return uniform(seed, 'masks', layer, count).map((u) => (u < 2 * keep - 1 ? 1 / keep : 0));
    }
    case 'gaussian': {
      const { sigma, seed = 0 } = specification;
      return normal(seed, 'masks', layer, count).map((z) => 1 + sigma * z);
    }
    case 'uniform': {
      const { delta, seed = 0 } = specification;
      return uniform(seed, 'masks', layer, count).map((u) => 1 + delta * u);
    }
  }
}
