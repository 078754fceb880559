import type { Trace } from './TrainOptions.js';

/** Traces as the core takes them: (layer, unit, sample) triples. */
export function packTraces(traces: readonly Trace[]): Int32Array {
  return Int32Array.from(traces.flatMap(({ layer, unit, sample }) => [layer, unit, sample]));
}
