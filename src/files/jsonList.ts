import { jsonNumber } from './jsonNumber.js';

/** Numbers as a JSON list. */
export function jsonList(values: Iterable<number>): string {
  return `[${Array.from(values, jsonNumber).join(', ')}]`;
}
