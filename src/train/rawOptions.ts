import { seedWords } from '../native/seedWords.js';
import { NOISES } from './parseNoise.js';
import { KINDS } from './parseOptimizer.js';
import { SCHEDULES } from './parseSchedule.js';
import type { ParsedTrainOptions } from './parseTrainOptions.js';

/** What a stretch of a run is told beyond its options. */
export interface Stretch {
  /** The state is handed back before this epoch, the last one at most; −1: at the end only. */
  readonly pause: number;
  /** Seconds that are left; −1: no limit. */
  readonly seconds: number;
}

/** The numbers that the core reads, in the order of `native/addon/train_options.cc`. */
export function rawOptions(parsed: ParsedTrainOptions, { pause, seconds }: Stretch): Float64Array {
  const { optimizer, schedule, noise, seed } = parsed;
  return Float64Array.of(
    KINDS.indexOf(optimizer.kind),
    optimizer.learningRate,
    optimizer.momentum,
    Number(optimizer.nesterov),
    optimizer.beta1,
    optimizer.beta2,
    optimizer.epsilon,
    optimizer.damping,
    optimizer.kick,
    optimizer.memory,
    SCHEDULES.indexOf(schedule.kind),
    schedule.factor,
    schedule.from,
    schedule.to,
    schedule.minimum,
    NOISES.indexOf(noise.kind),
    noise.size,
    parsed.batchSize,
    parsed.epochs,
    pause,
    seconds,
    parsed.lossFloor,
    Number(parsed.stopAtGradient),
    parsed.historyEvery,
    ...seedWords(seed),
    Number(parsed.precision === 'float32'),
    parsed.mceFloor,
    parsed.mceEvery,
  );
}
