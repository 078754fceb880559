import { numbers, type Refuse } from '../arguments.js';
import type { FileArray } from './FileArray.js';
import { shapeText } from './shapeText.js';

/** An array of a file as a list of `length` finite numbers; `name` is what the file calls it. */
export function fileVector(name: string, array: FileArray, length: number, refuse: Refuse): Float64Array {
  if (array.shape.length !== 1 || array.data.length !== length) {
    return refuse(name, `a list of ${String(length)} ${length === 1 ? 'number' : 'numbers'}`, shapeText(array));
  }
  return numbers(name, array.data, length, refuse);
}
