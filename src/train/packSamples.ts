import type { Dataset } from '../data/Dataset.js';
import type { RawProblem } from '../native/addon.js';
import { reserve } from '../native/reserve.js';

/**
 * A data set as the core takes it, for networks with these hidden widths.
 *
 * @throws {ArgumentError} if it has masks as matrices that do not fit the widths
 */
export function packSamples(data: Dataset, hiddenWidths: readonly number[]): Pick<RawProblem, 'samples' | 'inputs' | 'targets' | 'masks'> {
  const masks = data.resolveMasks(hiddenWidths);
  return {
    samples: data.samples,
    inputs: data.inputs.data,
    targets: data.targets.data,
    masks: masks === undefined ? new Float64Array(0) : joined(masks.map((mask) => mask.data)),
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const result = reserve(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}
