import { finite, oneOf, options } from '../arguments.js';
import { KEEP, SPREAD } from '../data/maskRanges.js';

/** Noise and its one number: the probability to keep a unit, σ or δ. */
export interface ParsedNoise {
  readonly kind: (typeof NOISES)[number];
  readonly size: number;
}

/** In the order of the core's numbers. */
export const NOISES = ['none', 'bernoulli', 'gaussian', 'uniform'] as const;

const NAME = 'options.noise';

/** @throws {ArgumentError} naming the option that does not fit */
export function parseNoise(value: unknown): ParsedNoise {
  const { kind: wanted = 'none' } = options(NAME, value, ['kind', 'keep', 'sigma', 'delta']);
  const kind = oneOf(`${NAME}.kind`, wanted, NOISES);
  switch (kind) {
    case 'none':
      options(NAME, value, ['kind']);
      return { kind, size: 0 };
    case 'bernoulli':
      return { kind, size: finite(`${NAME}.keep`, options(NAME, value, ['kind', 'keep']).keep, KEEP) };
    case 'gaussian':
      return { kind, size: finite(`${NAME}.sigma`, options(NAME, value, ['kind', 'sigma']).sigma, SPREAD) };
    case 'uniform':
      return { kind, size: finite(`${NAME}.delta`, options(NAME, value, ['kind', 'delta']).delta, SPREAD) };
  }
}
