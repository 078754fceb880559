import { finite, numbers, refuseArgument, type Refuse } from '../arguments.js';

/** One negative slope for each hidden layer, from a number for all of them or a list. */
export function parseSlopes(name: string, value: unknown, hiddenLayers: number, refuse: Refuse = refuseArgument): Float64Array {
  if (typeof value === 'number') return new Float64Array(hiddenLayers).fill(finite(name, value, {}, refuse));
  return numbers(name, value, hiddenLayers, refuse);
}
