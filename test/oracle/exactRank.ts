import { Rational } from './Rational.js';

/** Rank of a matrix of exact fractions or float64 numbers, by fraction-free (Bareiss) elimination over the integers. */
export function exactRank(matrix: readonly (readonly (number | Rational)[])[]): number {
  const rows = matrix.map((row) => toIntegers(row.map((x) => (typeof x === 'number' ? Rational.from(x) : x))));
  const columns = rows[0]?.length ?? 0;
  let rank = 0;
  let previous = 1n;
  for (let column = 0; column < columns && rank < rows.length; column++) {
    const found = rows.findIndex((row, r) => r >= rank && row[column] !== 0n);
    if (found < 0) continue;
    [rows[rank], rows[found]] = [rows[found]!, rows[rank]!];
    const pivotRow = rows[rank]!;
    const pivot = pivotRow[column]!;
    for (let r = rank + 1; r < rows.length; r++) {
      const row = rows[r]!;
      const factor = row[column]!;
      // Sylvester's identity: the division by the previous pivot leaves no remainder.
      for (let c = 0; c < columns; c++) row[c] = (row[c]! * pivot - factor * pivotRow[c]!) / previous;
    }
    previous = pivot;
    rank++;
  }
  return rank;
}

/** A row times the common denominator of its entries: the rank does not change. */
function toIntegers(row: readonly Rational[]): bigint[] {
  let common = 1n;
  for (const x of row) common = Rational.of(common, x.denominator).numerator * x.denominator;
  return row.map((x) => x.numerator * (common / x.denominator));
}
