/** Rows of words as columns of equal width, one row per line, the last column as it is. */
export function alignRows(rows: readonly (readonly string[])[], gap = 2): string {
  const widths: number[] = [];
  for (const row of rows) row.slice(0, -1).forEach((word, j) => (widths[j] = Math.max(widths[j] ?? 0, word.length)));
  const pad = (word: string, j: number, row: readonly string[]) => (j === row.length - 1 ? word : word.padEnd(widths[j]! + gap));
  return rows.map((row) => row.map(pad).join('').trimEnd()).join('\n');
}
