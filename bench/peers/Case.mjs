/**
 * What all peers train: full batch or mini-batches, Adam, no biases, one output.
 *
 * @typedef {{
 *   inputs: number,
 *   hidden: number[],
 *   samples: number,
 *   precision: 'float32' | 'float64',
 *   replicas: number,
 *   batch?: number,
 * }} Case
 */
export {};
