import { abortSignal, boolean, describe, finite, guarded, integer, oneOf, options, refuseArgument, seed } from '../arguments.js';
import { ArgumentError } from '../errors.js';
import type { Network } from '../network/Network.js';
import { parseOptimizer, type ParsedOptimizer } from './parseOptimizer.js';
import type { Trace, TrainingProgress } from './TrainOptions.js';

export interface ParsedTrainOptions {
  readonly optimizer: ParsedOptimizer;
  readonly epochs: number;
  readonly singlePrecision: boolean;
  readonly schedule: { readonly factor: number; readonly from: number; readonly minimum: number };
  readonly stopAtGradient: boolean;
  /** −1: none. */
  readonly lossFloor: number;
  readonly historyEvery: number;
  readonly seed: number;
  readonly traces: readonly Trace[];
  readonly signal: AbortSignal | undefined;
  readonly onProgress: ((progress: TrainingProgress) => void) | undefined;
}

const KEYS = [
  'optimizer',
  'epochs',
  'precision',
  'schedule',
  'stop',
  'historyEvery',
  'seed',
  'tracePreActivations',
  'signal',
  'onProgress',
] as const;

/** Progress is counted in 32 bits. */
const MOST_EPOCHS = 2 ** 31 - 1;
/** Numbers in the history of one run: 1 GiB. */
const MOST_HISTORY = 2 ** 27;

/** @throws {ArgumentError} naming the option that does not fit */
export function parseTrainOptions(value: unknown, network: Network, samples: number): ParsedTrainOptions {
  const given = options('options', value, KEYS);
  const optimizer = parseOptimizer(given.optimizer ?? 'levenberg-marquardt');
  const precision = oneOf('options.precision', given.precision ?? 'float64', ['float64', 'float32']);
  if (precision === 'float32' && optimizer.kind === 'levenberg-marquardt')
    throw new ArgumentError('options.precision', "'float64', the only precision of levenberg-marquardt", "'float32'");
  const epochs = integer('options.epochs', given.epochs ?? (optimizer.kind === 'levenberg-marquardt' ? 1000 : 10_000), {
    min: 1,
    max: MOST_EPOCHS,
  });
  const stop = options('options.stop', given.stop, ['gradient', 'loss']);
  const traces = parseTraces(given.tracePreActivations, network, samples);
  const historyEvery = integer('options.historyEvery', given.historyEvery ?? Math.max(1, Math.floor(epochs / 1000)), {
    min: 1,
    max: MOST_EPOCHS,
  });
  const rows = Math.floor(epochs / historyEvery) + 2;
  if (rows * (traces.length + 7) > MOST_HISTORY)
    throw new ArgumentError(
      'options.historyEvery',
      `fewer history rows for ${String(traces.length)} traces (2^27 numbers at most)`,
      `${String(rows)} rows`,
    );
  return {
    optimizer,
    epochs,
    singlePrecision: precision === 'float32',
    schedule: parseSchedule(given.schedule),
    stopAtGradient: boolean('options.stop.gradient', stop.gradient ?? true),
    lossFloor: stop.loss === undefined ? -1 : finite('options.stop.loss', stop.loss, { min: 0 }),
    historyEvery,
    seed: seed('options.seed', given.seed ?? 0),
    traces,
    signal: abortSignal('options.signal', given.signal),
    onProgress: parseCallback(given.onProgress),
  };
}

function parseSchedule(value: unknown): ParsedTrainOptions['schedule'] {
  const given = options('options.schedule', value, ['kind', 'factor', 'from', 'minimum']);
  const kind = oneOf('options.schedule.kind', given.kind ?? 'constant', ['constant', 'exponential']);
  if (kind === 'constant') {
    options('options.schedule', value, ['kind']);
    return { factor: 1, from: 0, minimum: 0 };
  }
  return {
    factor: finite('options.schedule.factor', given.factor, { min: 0, max: 1, exclusive: 'min' }),
    from: integer('options.schedule.from', given.from, { min: 0, max: MOST_EPOCHS }),
    minimum: finite('options.schedule.minimum', given.minimum ?? 0, { min: 0 }),
  };
}

function parseTraces(value: unknown, network: Network, samples: number): readonly Trace[] {
  if (value === undefined) return [];
  const name = 'options.tracePreActivations';
  return guarded(name, 'a readable list', refuseArgument, () => {
    if (!Array.isArray(value)) return refuseArgument(name, 'a list of { layer, unit, sample }', describe(value));
    return Array.from(value as readonly unknown[], (entry, k): Trace => {
      const place = `${name}[${String(k)}]`;
      const given = options(place, entry, ['layer', 'unit', 'sample']);
      const layer = integer(`${place}.layer`, given.layer, { min: 1, max: network.hidden.length });
      return {
        layer,
        unit: integer(`${place}.unit`, given.unit, { min: 0, max: network.widths[layer]! - 1 }),
        sample: integer(`${place}.sample`, given.sample, { min: 0, max: samples - 1 }),
      };
    });
  });
}

function parseCallback(value: unknown): ParsedTrainOptions['onProgress'] {
  if (value === undefined || typeof value === 'function') return value as ParsedTrainOptions['onProgress'];
  throw new ArgumentError('options.onProgress', 'a function', describe(value));
}
