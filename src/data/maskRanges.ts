// Factors must fit float64: 1/keep, and sigma times a normal number.
const LARGEST_FACTOR = 1e300;

/** The range of the probability to keep a unit. */
export const KEEP = { min: 1 / LARGEST_FACTOR, max: 1 } as const;
/** The range of the spread of random factors. */
export const SPREAD = { min: 0, max: LARGEST_FACTOR } as const;
