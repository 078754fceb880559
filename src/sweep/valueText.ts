import { describe } from '../arguments.js';

const LONGEST = 60;

/** The value of a parameter as a plan writes it, for messages; a long one is described. */
export function valueText(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST ? describe(value) : text;
}
