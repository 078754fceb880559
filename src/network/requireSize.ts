import { ArgumentError } from '../errors.js';

/** The core and BLAS count in 32 bits. */
const MOST = 2 ** 31;

/** @throws {ArgumentError} for `name` if a layer of the network has too many numbers for that many samples, or by itself */
export function requireSize(name: string, { widths }: { readonly widths: readonly number[] }, samples: number): void {
  const widest = widths.reduce((most, width) => Math.max(most, width)) + 1;
  if (widest * samples >= MOST)
    throw new ArgumentError(
      name,
      `at most ${String(Math.floor((MOST - 1) / widest))} samples for layers of up to ${String(widest - 1)} units`,
      `${String(samples)} samples`,
    );
  const wide = widths.findIndex((width, l) => l > 0 && (width + 1) * (widths[l - 1]! + 1) >= MOST);
  if (wide > 0)
    throw new ArgumentError('network', 'fewer than 2^31 weights in every layer', `${String(widths[wide - 1])} × ${String(widths[wide])}`);
}
