import { allocate, refuseArgument } from '../arguments.js';
import { coreFailure } from './coreFailure.js';
import { loadAddon } from './loadAddon.js';
import { seedWords } from './seedWords.js';

/** Every use of random numbers has a stream of its own: what one draws never changes what another does. */
export const streams = Object.freeze({
  data: 1,
  masks: 2,
  weights: 3,
  order: 4,
  kick: 5,
  noise: 6,
  probe: 7,
  directions: 8,
  lanczos: 11,
  density: 12,
  sketch: 13,
  trace: 14,
  rank: 15,
});

export type Stream = keyof typeof streams;

/** `count` numbers, uniform on (−1, 1): variance 1/3. Entry k depends on (seed, stream, substream, k) only; likewise below. */
export function uniform(seed: number, stream: Stream, substream: number, count: number): Float64Array {
  return draw(0, seed, stream, substream, count);
}

/** `count` standard normal numbers. */
export function normal(seed: number, stream: Stream, substream: number, count: number): Float64Array {
  return draw(1, seed, stream, substream, count);
}

/** `count` numbers −1 or 1, with equal probability. */
export function sign(seed: number, stream: Stream, substream: number, count: number): Float64Array {
  return draw(2, seed, stream, substream, count);
}

/** The first `count` entries of a random permutation of 0 … population − 1; count ≤ population < 2^32. */
export function choose(population: number, count: number, seed: number, stream: Stream, substream: number): Float64Array {
  const out = allocate('random numbers', count, refuseArgument);
  const status = loadAddon().addon.choose(population, ...seedWords(seed), streams[stream], substream, out);
  if (status !== 0) throw coreFailure(status);
  return out;
}

function draw(kind: number, seed: number, stream: Stream, substream: number, count: number): Float64Array {
  const out = allocate('random numbers', count, refuseArgument);
  const status = loadAddon().addon.draw(kind, ...seedWords(seed), streams[stream], substream, out);
  if (status !== 0) throw coreFailure(status);
  return out;
}
