import type { Refuse } from '../arguments.js';

/** The number of entries of an array of this shape, exact up to 2^53 and beyond it still above anything that a file can hold. */
export function countEntries(place: string, shape: readonly number[], refuse: Refuse): number {
  const text = `(${shape.slice(0, 8).join(', ')}${shape.length > 8 ? ', …' : ''})`;
  if (shape.length > 2) return refuse(place, 'at most two dimensions', text);
  if (shape.includes(0)) return refuse(place, 'sizes of at least 1', text);
  return shape.reduce((product, size) => product * size, 1);
}
