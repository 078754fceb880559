import { Rational } from './Rational.js';

/** A solution of a consistent linear system, free variables 0, by Gauss–Jordan elimination. */
export function solveRational(
  matrix: readonly (readonly Rational[])[],
  right: readonly Rational[],
): { readonly solution: Rational[]; readonly unique: boolean } {
  const a = matrix.map((row, k) => [...row, right[k]!]);
  const variables = matrix[0]?.length ?? 0;
  const pivots: number[] = [];
  for (let column = 0; column < variables && pivots.length < a.length; column++) {
    const top = pivots.length;
    const found = a.findIndex((row, r) => r >= top && row[column]!.sign() !== 0);
    if (found < 0) continue;
    [a[top], a[found]] = [a[found]!, a[top]!];
    const pivot = a[top][column]!;
    a[top] = a[top].map((x) => x.over(pivot));
    for (let r = 0; r < a.length; r++) {
      const factor = a[r]![column]!;
      if (r !== top && factor.sign() !== 0) a[r] = a[r]!.map((x, c) => x.minus(factor.times(a[top]![c]!)));
    }
    pivots.push(column);
  }
  const solution = Array.from({ length: variables }, () => Rational.zero);
  pivots.forEach((column, r) => (solution[column] = a[r]![variables]!));
  return { solution, unique: pivots.length === variables };
}
