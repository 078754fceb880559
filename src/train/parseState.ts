import { finite, integer, numbers, oneOf, options } from '../arguments.js';
import { ArgumentError } from '../errors.js';
import type { Network } from '../network/Network.js';
import type { ParsedOptimizer } from './parseOptimizer.js';

/** Numbers before the vectors; see `native/core/train/training_state.h`. */
const FIXED_NUMBERS = 12;

/** Places of the counters of Levenberg–Marquardt, kicks and steps since its progress was last measured; the core adds to them. */
const COUNTERS = [3, 4];
const COUNT = { min: 0, max: 2 ** 30 };

/** How many numbers the state of a network of P parameters has. */
export function stateSize(parameterCount: number, { kind, memory }: ParsedOptimizer): number {
  return FIXED_NUMBERS + (kind === 'lbfgs' ? 2 + 2 * memory : 3) * parameterCount;
}

/**
 * The core's numbers of a state to resume; none where there is nothing to resume.
 *
 * @throws {ArgumentError} if the state is of another optimiser, precision or size, is beyond the last epoch, or has numbers that none has
 */
export function parseState(
  value: unknown,
  network: Network,
  optimizer: ParsedOptimizer,
  precision: 'float64' | 'float32',
  epochs: number,
): Float64Array {
  if (value === undefined) return new Float64Array(0);
  const name = 'options.resume';
  const given = options(name, value, ['format', 'optimizer', 'precision', 'epoch', 'numbers']);
  oneOf(`${name}.format`, given.format, ['kinkless-state/1']);
  oneOf(`${name}.optimizer`, given.optimizer, [optimizer.kind]);
  oneOf(`${name}.precision`, given.precision, [precision]);
  const epoch = integer(`${name}.epoch`, given.epoch, { min: 0, max: epochs });
  const state = numbers(`${name}.numbers`, given.numbers, stateSize(network.parameterCount, optimizer));
  if (state[0] !== epoch) throw new ArgumentError(`${name}.numbers[0]`, `${String(epoch)}, as ${name}.epoch says`, String(state[0]));
  for (let k = 1; k < FIXED_NUMBERS; k++) finite(`${name}.numbers[${String(k)}]`, state[k], { min: 0 });
  if (optimizer.kind === 'levenberg-marquardt') for (const k of COUNTERS) integer(`${name}.numbers[${String(k)}]`, state[k], COUNT);
  return state;
}
