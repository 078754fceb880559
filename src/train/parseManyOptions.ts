import { availableParallelism } from 'node:os';
import { abortSignal, callback, integer } from '../arguments.js';
import type { ManyOptions } from './ManyOptions.js';

/** OpenBLAS has buffers for a limited number of threads. */
const MOST_THREADS = 64;

export interface ParsedManyOptions {
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ManyOptions['onProgress'];
}

/** @throws {ArgumentError} naming the option that does not fit */
export function parseManyOptions(given: { readonly [K in keyof ManyOptions]?: unknown }): ParsedManyOptions {
  const { threads = Math.min(MOST_THREADS, availableParallelism()), signal, onProgress } = given;
  return {
    threads: integer('options.threads', threads, { min: 1, max: MOST_THREADS }),
    signal: abortSignal('options.signal', signal),
    onProgress: callback('options.onProgress', onProgress),
  };
}
