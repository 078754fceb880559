import type { Refuse } from './Refuse.js';

/**
 * A float64 copy of a typed array. Copied before it is looked at: an array over shared memory may change in between. The constructor reads
 * what the array is, not what its properties say it is.
 */
export function copyTyped(name: string, value: Float64Array | Float32Array, refuse: Refuse): Float64Array {
  try {
    return new Float64Array(value);
  } catch (error) {
    if (error instanceof Object && 'name' in error && error.name === 'RangeError')
      return refuse(name, 'numbers that fit into memory', 'more');
    return refuse(name, 'numbers', 'an array whose buffer was transferred or shrunk');
  }
}
