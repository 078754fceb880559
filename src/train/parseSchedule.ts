import { finite, integer, oneOf, options } from '../arguments.js';

/** A schedule with every number given; those that it does not use say that nothing changes. */
export interface ParsedSchedule {
  readonly kind: (typeof SCHEDULES)[number];
  readonly factor: number;
  readonly from: number;
  readonly to: number;
  readonly minimum: number;
}

/** In the order of the core's numbers. */
export const SCHEDULES = ['constant', 'exponential', 'cosine'] as const;

const NAME = 'options.schedule';

/** @throws {ArgumentError} naming the option that does not fit */
export function parseSchedule(value: unknown, epochs: number): ParsedSchedule {
  const { kind: wanted = 'constant' } = options(NAME, value, ['kind', 'factor', 'from', 'to', 'minimum']);
  const kind = oneOf(`${NAME}.kind`, wanted, SCHEDULES);
  const none = { kind, factor: 1, from: 0, to: 0, minimum: 0 };
  switch (kind) {
    case 'constant':
      options(NAME, value, ['kind']);
      return none;
    case 'exponential': {
      const { factor, from, minimum = 0 } = options(NAME, value, ['kind', 'factor', 'from', 'minimum']);
      return {
        ...none,
        factor: finite(`${NAME}.factor`, factor, { min: 0, max: 1, exclusive: 'min' }),
        from: integer(`${NAME}.from`, from, { min: 0, max: 2 ** 31 - 1 }),
        minimum: finite(`${NAME}.minimum`, minimum, { min: 0 }),
      };
    }
    case 'cosine': {
      const { from = 0, to, minimum = 0 } = options(NAME, value, ['kind', 'from', 'to', 'minimum']);
      const first = integer(`${NAME}.from`, from, { min: 0, max: (to === undefined ? epochs : 2 ** 31 - 1) - 1 });
      return {
        ...none,
        from: first,
        to: integer(`${NAME}.to`, to === undefined ? epochs : to, { min: first + 1, max: 2 ** 31 - 1 }),
        minimum: finite(`${NAME}.minimum`, minimum, { min: 0 }),
      };
    }
  }
}
