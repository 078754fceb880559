import type { RawProblem } from '../native/addon.js';

// The limits of `checker.ts`, which imports nothing and exports no more than its function.
const MOST = 8191;
const ENTRIES = 2 ** 22;
const PRODUCTS = 1e9;

/** Whether the checker takes so many samples for a network of these widths. */
export function isCheckable({ widths, samples }: Pick<RawProblem, 'widths' | 'samples'>): boolean {
  const layers = Array.from(widths.subarray(1), (width, l) => [widths[l]!, width] as const);
  return (
    samples <= MOST &&
    widths.every((width) => width <= MOST) &&
    layers.every(([from, to]) => {
      const [entries, products] = [samples * (Math.max(from, to) + 1), from * to];
      return entries <= ENTRIES && products <= 4 * ENTRIES && samples * products <= PRODUCTS;
    })
  );
}
