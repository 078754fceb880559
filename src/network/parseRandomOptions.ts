import { boolean, integer, list, numbers, options, refuseArgument, seed as seedOf } from '../arguments.js';
import { parseSlopes } from './parseSlopes.js';

// Widths and indexes of parameters are 32-bit integers in the core.
const MOST = 2 ** 31 - 1;

/** A checked {@link RandomOptions}. */
export interface ParsedRandomOptions {
  /** d_0 … d_L. */
  readonly widths: readonly number[];
  readonly slopes: Float64Array;
  readonly biases: readonly boolean[];
  readonly seed: number;
}

/** @throws {ArgumentError} naming the first option that does not fit */
export function parseRandomOptions(value: unknown): ParsedRandomOptions {
  const {
    inputs,
    hidden: given,
    outputs = 1,
    slope = 0,
    bias = false,
    seed = 0,
  } = options('options', value, ['inputs', 'hidden', 'outputs', 'slope', 'bias', 'seed']);
  const range = { min: 1, max: MOST };
  const hidden = Array.from(numbers('hidden', given), (width, i) => integer(`hidden[${String(i)}]`, width, range));
  const widths = [integer('inputs', inputs, range), ...hidden, integer('outputs', outputs, range)];
  const slopes = parseSlopes('slope', slope, hidden.length);
  const biases = parseBiases(bias, widths.length - 1);
  const count = widths.slice(1).reduce((sum, width, l) => sum + width * (widths[l]! + (biases[l]! ? 1 : 0)), 0);
  if (count > MOST) refuseArgument('hidden', `widths with at most ${String(MOST)} parameters`, `${String(count)} parameters`);
  return { widths, slopes, biases, seed: seedOf('seed', seed) };
}

function parseBiases(bias: unknown, layers: number): readonly boolean[] {
  const expected = `true, false or a list of ${String(layers)} of them`;
  if (typeof bias === 'boolean') return new Array<boolean>(layers).fill(bias);
  return list('bias', bias, expected, (entry, i) => boolean(`bias[${String(i)}]`, entry), { length: layers });
}
