import { abortSignal, boolean, callback, describe, finite, integer, list, oneOf, options, seed as seedOf } from '../arguments.js';
import { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import type { Network } from '../network/Network.js';
import { chooseOptimizer } from './chooseOptimizer.js';
import { parseNoise, type ParsedNoise } from './parseNoise.js';
import { parseOptimizer, type ParsedOptimizer } from './parseOptimizer.js';
import { parseSchedule, type ParsedSchedule } from './parseSchedule.js';
import { parseState } from './parseState.js';
import { mostRows, rowLength } from './readHistory.js';
import type { Trace, TrainOptions } from './TrainOptions.js';

export interface ParsedTrainOptions {
  readonly optimizer: ParsedOptimizer;
  readonly epochs: number;
  /** 0: all samples. */
  readonly batchSize: number;
  readonly precision: 'float64' | 'float32';
  readonly schedule: ParsedSchedule;
  readonly noise: ParsedNoise;
  readonly stopAtGradient: boolean;
  /** −1: none. */
  readonly lossFloor: number;
  /** −1: none. */
  readonly mceFloor: number;
  readonly mceEvery: number;
  /** −1: none. */
  readonly seconds: number;
  readonly historyEvery: number;
  readonly seed: number;
  readonly traces: readonly Trace[];
  readonly validation: Dataset | undefined;
  readonly stateEvery: number;
  /** Empty: nothing to resume. */
  readonly resume: Float64Array;
  readonly onState: TrainOptions['onState'];
  readonly signal: AbortSignal | undefined;
  readonly onProgress: TrainOptions['onProgress'];
}

/** The options that are the same for all networks of one call. */
export const SHARED_KEYS = [
  'optimizer',
  'epochs',
  'batchSize',
  'precision',
  'schedule',
  'noise',
  'stop',
  'historyEvery',
  'tracePreActivations',
] as const;
const KEYS = [...SHARED_KEYS, 'seed', 'validation', 'onState', 'stateEvery', 'resume', 'signal', 'onProgress'] as const;

/** How often the mce is looked at where it may end training: each time costs a third of an epoch. */
const MCE_LOOKS = 20;
/** Progress is counted in 32 bits. */
const EPOCHS = { min: 1, max: 2 ** 31 - 1 };
/** Numbers in the history of one run: 1 GiB. */
export const MOST_HISTORY = 2 ** 27;

/**
 * `intervals`: between how many intervals the history divides the epochs where the option `historyEvery` is left out.
 *
 * @throws {ArgumentError} naming the option that does not fit
 */
export function parseTrainOptions(value: unknown, network: Network, samples: number, intervals = 1000): ParsedTrainOptions {
  const given = options('options', value, KEYS);
  const { optimizer: method = 'auto', precision: arithmetic = 'float64', seed = 0, stateEvery = 1000 } = given;
  const precision = oneOf('options.precision', arithmetic, ['float64', 'float32']);
  const noise = parseNoise(given.noise);
  const asksForFirstOrder =
    given.batchSize !== undefined || given.schedule !== undefined || noise.kind !== 'none' || precision === 'float32';
  const optimizer = parseOptimizer(
    method === 'auto' ? chooseOptimizer(samples * network.outputs, network.parameterCount, asksForFirstOrder) : method,
  );
  if (optimizer.kind === 'active-set') requireOneHiddenLayer(network);
  const solves = optimizer.kind === 'levenberg-marquardt' || optimizer.kind === 'active-set';
  const wholeBatch = solves || optimizer.kind === 'lbfgs';
  const { epochs: most = solves ? 1000 : 10_000 } = given;
  const epochs = integer('options.epochs', most, EPOCHS);
  const schedule = parseSchedule(given.schedule, epochs);
  if (wholeBatch) {
    const only = `of ${optimizer.kind}, which takes all samples as they are in every step`;
    if (precision === 'float32')
      throw new ArgumentError('options.precision', `'float64', the only precision of ${optimizer.kind}`, "'float32'");
    if (noise.kind !== 'none') throw new ArgumentError('options.noise', `none, the only noise ${only}`, `'${noise.kind}'`);
    if (schedule.kind !== 'constant')
      throw new ArgumentError(
        'options.schedule',
        `{ kind: 'constant' }, the only schedule of ${optimizer.kind}, which has no learning rate`,
        `'${schedule.kind}'`,
      );
    if (given.batchSize !== undefined)
      throw new ArgumentError('options.batchSize', `nothing, the only value ${only}`, describe(given.batchSize));
  } else if (schedule.minimum > optimizer.learningRate) {
    const rate = `at most the learning rate, ${String(optimizer.learningRate)}`;
    throw new ArgumentError('options.schedule.minimum', rate, String(schedule.minimum));
  }
  const stop = options('options.stop', given.stop, ['gradient', 'loss', 'mce', 'mceEvery', 'seconds']);
  const { gradient = true, loss, mce, mceEvery = Math.ceil(epochs / MCE_LOOKS), seconds } = stop;
  const traces = parseTraces(given.tracePreActivations, network, samples);
  const { historyEvery: interval = Math.max(1, Math.floor(epochs / intervals)) } = given;
  const historyEvery = integer('options.historyEvery', interval, EPOCHS);
  const rows = mostRows(epochs, historyEvery);
  if (rows * rowLength(traces.length) > MOST_HISTORY)
    throw new ArgumentError(
      'options.historyEvery',
      `fewer history rows for ${String(traces.length)} traces (2^27 numbers at most)`,
      `${String(rows)} rows`,
    );
  const { batchSize = optimizer.kind === 'sgd' ? Math.min(32, samples) : undefined } = given;
  return {
    optimizer,
    epochs,
    batchSize: batchSize === undefined ? 0 : integer('options.batchSize', batchSize, { min: 1, max: samples }),
    precision,
    schedule,
    noise,
    stopAtGradient: boolean('options.stop.gradient', gradient),
    lossFloor: loss === undefined ? -1 : finite('options.stop.loss', loss, { min: 0 }),
    mceFloor: mce === undefined ? -1 : finite('options.stop.mce', mce, { min: 0, max: 1 }),
    mceEvery: integer('options.stop.mceEvery', mceEvery, EPOCHS),
    seconds: seconds === undefined ? -1 : finite('options.stop.seconds', seconds, { min: 0 }),
    historyEvery,
    seed: seedOf('options.seed', seed),
    traces,
    validation: parseValidation(given.validation),
    stateEvery: integer('options.stateEvery', stateEvery, EPOCHS),
    resume: parseState(given.resume, network, optimizer, precision, epochs),
    onState: callback('options.onState', given.onState),
    signal: abortSignal('options.signal', given.signal),
    onProgress: callback('options.onProgress', given.onProgress),
  };
}

function requireOneHiddenLayer({ widths, hidden, outputs }: Network): void {
  if (hidden.length === 1 && outputs === 1) return;
  const expected = 'an optimizer other than active-set, which is for one hidden layer and one output,';
  throw new ArgumentError('options.optimizer', expected, `a ${widths.join('-')} network`);
}

function parseValidation(value: unknown): Dataset | undefined {
  if (value === undefined || Dataset.is(value)) return value;
  throw new ArgumentError('options.validation', 'a Dataset', describe(value));
}

function parseTraces(value: unknown, network: Network, samples: number): readonly Trace[] {
  if (value === undefined) return [];
  const name = 'options.tracePreActivations';
  return list(name, value, 'a list of { layer, unit, sample }', (entry, k): Trace => {
    const place = `${name}[${String(k)}]`;
    const given = options(place, entry, ['layer', 'unit', 'sample']);
    const layer = integer(`${place}.layer`, given.layer, { min: 1, max: network.hidden.length });
    return {
      layer,
      unit: integer(`${place}.unit`, given.unit, { min: 0, max: network.widths[layer]! - 1 }),
      sample: integer(`${place}.sample`, given.sample, { min: 0, max: samples - 1 }),
    };
  });
}
