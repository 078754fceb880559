import { KEEP, SPREAD } from './maskRanges.js';
import { describe, finite, guarded, oneOf, options, type Refuse, seed as seedOf } from '../arguments.js';
import type { MaskSpecification } from './MaskSpecification.js';

const KINDS = ['none', 'bernoulli', 'gaussian', 'uniform'] as const;

/** A checked copy of a {@link MaskSpecification}, with its seed. */
export function parseMaskSpecification(place: string, value: unknown, refuse: Refuse): MaskSpecification {
  const kind = guarded(place, 'masks', refuse, () => {
    if (typeof value !== 'object' || value === null) return refuse(place, 'a list of matrices or { kind, … }', describe(value));
    return oneOf(`${place}.kind`, (value as { kind?: unknown }).kind, KINDS, refuse);
  });
  const read = <Key extends string>(...keys: readonly Key[]) => options(place, value, ['kind', ...keys], refuse);
  switch (kind) {
    case 'none':
      read();
      return Object.freeze({ kind });
    case 'bernoulli': {
      const { keep, seed = 0 } = read('keep', 'seed');
      return Object.freeze({
        kind,
        keep: finite(`${place}.keep`, keep, KEEP, refuse),
        seed: seedOf(`${place}.seed`, seed, refuse),
      });
    }
    case 'gaussian': {
      const { sigma, seed = 0 } = read('sigma', 'seed');
      return Object.freeze({
        kind,
        sigma: finite(`${place}.sigma`, sigma, SPREAD, refuse),
        seed: seedOf(`${place}.seed`, seed, refuse),
      });
    }
    case 'uniform': {
      const { delta, seed = 0 } = read('delta', 'seed');
      return Object.freeze({
        kind,
        delta: finite(`${place}.delta`, delta, SPREAD, refuse),
        seed: seedOf(`${place}.seed`, seed, refuse),
      });
    }
  }
}
