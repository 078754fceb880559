/** Columns as CSV with a header line; a missing column and a number that is not finite are empty fields. Numbers read back exactly. */
export function csv(columns: Readonly<Record<string, ArrayLike<number> | undefined>>, rows: number): string {
  const lines = [Object.keys(columns).join(',')];
  const values = Object.values(columns);
  for (let i = 0; i < rows; i++) {
    lines.push(values.map((column) => (Number.isFinite(column?.[i]) ? String(column![i]) : '')).join(','));
  }
  return `${lines.join('\n')}\n`;
}
