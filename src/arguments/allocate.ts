import type { Refuse } from './Refuse.js';

/** A new array of zeros, refused in words when its length is more than memory or the engine allows. */
export function allocate(name: string, length: number, refuse: Refuse): Float64Array {
  try {
    return new Float64Array(length);
  } catch {
    return refuse(name, 'numbers that fit into memory', `${String(length)} numbers`);
  }
}
