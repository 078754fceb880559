import { finite, oneOf, options } from '../arguments.js';

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
  const kind = oneOf(`${NAME}.kind`, options(NAME, value, ['kind', 'keep', 'sigma', 'delta']).kind ?? 'none', NOISES);
  switch (kind) {
    case 'none':
      options(NAME, value, ['kind']);
      return { kind, size: 0 };
    case 'bernoulli':
      return { kind, size: finite(`${NAME}.keep`, options(NAME, value, ['kind', 'keep']).keep, { min: 0, max: 1, exclusive: 'min' }) };
    case 'gaussian':
      return { kind, size: finite(`${NAME}.sigma`, options(NAME, value, ['kind', 'sigma']).sigma, { min: 0 }) };
    case 'uniform':
      return { kind, size: finite(`${NAME}.delta`, options(NAME, value, ['kind', 'delta']).delta, { min: 0 }) };
  }
}
