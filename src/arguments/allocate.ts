import { totalmem } from 'node:os';
import type { Refuse } from './Refuse.js';

// What is done with numbers needs several copies of them.
const LARGEST_SHARE = 1 / 4;

/** A new array of zeros, refused in words when its length is more than a quarter of the machine's memory or the engine allows. */
export function allocate(name: string, length: number, refuse: Refuse): Float64Array {
  const expected = 'numbers that fit into memory';
  // The system promises more memory than there is, and ends the process that then uses it.
  if (length * Float64Array.BYTES_PER_ELEMENT > LARGEST_SHARE * totalmem()) return refuse(name, expected, `${String(length)} numbers`);
  try {
    return new Float64Array(length);
  } catch {
    return refuse(name, expected, `${String(length)} numbers`);
  }
}
