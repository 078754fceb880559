import { abortSignal, callback, finite, integer, options as parseOptions } from '../arguments.js';
import type { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import type { RawProblem } from '../native/addon.js';
import type { Network } from '../network/Network.js';
import { packProblem } from '../train/packProblem.js';
import { requireProblem } from '../train/requireProblem.js';
import { requireHidden } from './requireHidden.js';
import type { SliceOptions } from './SliceOptions.js';

export interface ParsedSlice {
  readonly problem: RawProblem;
  readonly range: number;
  /** −range … range in equal steps, 0 in the middle. */
  readonly grid: Float64Array;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((fraction: number) => void) | undefined;
}

/** More points than any picture shows would only fill memory. */
const MOST_POINTS = 10_001;

/** @throws {ArgumentError} naming the argument of a slice that does not fit */
export function parseSlice(network: Network, data: Dataset, options: SliceOptions, defaultPoints: number): ParsedSlice {
  requireProblem(network, data);
  requireHidden(network);
  const given = parseOptions('options', options, ['range', 'points', 'signal', 'onProgress']);
  const range = finite('options.range', given.range ?? 1, { min: 0, max: 1e100, exclusive: 'min' });
  const points = integer('options.points', given.points ?? defaultPoints, { min: 3, max: MOST_POINTS });
  if (points % 2 === 0) throw new ArgumentError('options.points', 'an odd number', String(points));
  return {
    problem: packProblem(network, data),
    range,
    grid: Float64Array.from({ length: points }, (_, k) => ((2 * k) / (points - 1) - 1) * range),
    signal: abortSignal('options.signal', given.signal),
    onProgress: callback<(fraction: number) => void>('options.onProgress', given.onProgress),
  };
}
