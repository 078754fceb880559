import { KINDS } from './parseOptimizer.js';
import type { ParsedTrainOptions } from './parseTrainOptions.js';

const TWO_TO_32 = 2 ** 32;

/** The numbers that the core reads, in the order of `native/addon/train_binding.cc`. */
export function rawOptions(parsed: ParsedTrainOptions): Float64Array {
  const { optimizer, schedule, seed } = parsed;
  return Float64Array.of(
    KINDS.indexOf(optimizer.kind),
    optimizer.learningRate,
    optimizer.beta1,
    optimizer.beta2,
    optimizer.epsilon,
    optimizer.damping,
    optimizer.kick,
    schedule.factor,
    schedule.from,
    schedule.minimum,
    parsed.epochs,
    parsed.lossFloor,
    Number(parsed.stopAtGradient),
    parsed.historyEvery,
    seed % TWO_TO_32,
    Math.floor(seed / TWO_TO_32),
    Number(parsed.singlePrecision),
  );
}
