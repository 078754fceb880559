import { closest } from 'fastest-levenshtein';

// The distance takes time proportional to the product of the lengths; no known name is nearly as long as this.
const LONGEST_WORD = 64;

/** ` (the nearest is "…")` for the known name nearest to `word`; empty when nothing is known. */
export function nearest(word: string, known: readonly string[]): string {
  return known.length === 0 ? '' : ` (the nearest is ${JSON.stringify(closest(word.slice(0, LONGEST_WORD), known))})`;
}
