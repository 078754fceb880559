/** Text of a value with every float64 written by its bits: equal text, equal numbers, signs of zeros included. */
export function exactText(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) => {
    if (entry instanceof Float64Array) return Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength).toString('hex');
    return typeof entry === 'number' ? exactText(Float64Array.of(entry)) : entry;
  });
}
