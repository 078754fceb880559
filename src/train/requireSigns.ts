import type { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import type { ParsedTrainOptions } from './parseTrainOptions.js';

/** @throws {ArgumentError} where training is to end by its classification error, and the targets are no signs */
export function requireSigns({ mceFloor }: ParsedTrainOptions, { targets }: Dataset): void {
  const odd = mceFloor < 0 ? undefined : targets.data.find((y) => y !== 1 && y !== -1);
  if (odd !== undefined)
    throw new ArgumentError('options.stop.mce', 'nothing where targets are not ±1', `it, with a target ${String(odd)}`);
}
