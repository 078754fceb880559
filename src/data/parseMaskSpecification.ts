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
      const given = read('keep', 'seed');
      const keep = finite(`${place}.keep`, given.keep, { min: 0, max: 1, exclusive: 'min' }, refuse);
      return Object.freeze({ kind, keep, seed: seedOf(`${place}.seed`, given.seed ?? 0, refuse) });
    }
    case 'gaussian': {
      const given = read('sigma', 'seed');
      const sigma = finite(`${place}.sigma`, given.sigma, { min: 0 }, refuse);
      return Object.freeze({ kind, sigma, seed: seedOf(`${place}.seed`, given.seed ?? 0, refuse) });
    }
    case 'uniform': {
      const given = read('delta', 'seed');
      const delta = finite(`${place}.delta`, given.delta, { min: 0 }, refuse);
      return Object.freeze({ kind, delta, seed: seedOf(`${place}.seed`, given.seed ?? 0, refuse) });
    }
  }
}
