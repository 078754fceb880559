import type { FileArray } from './FileArray.js';

/** What an array is, for error messages. */
export function shapeText({ shape }: FileArray): string {
  if (shape.length === 0) return 'a single number';
  return shape.length === 1 ? `a list of ${String(shape[0])}` : `a ${shape.join(' × ')} matrix`;
}
