/**
 * −H g with the inverse BFGS matrix H written out: from H = (sᵀy / yᵀy) I with the last pair, through all pairs from the oldest on,
 * H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ, ρ = 1/sᵀy (Nocedal and Wright, Numerical Optimization, 6.17). −g without pairs.
 */
export function bfgsDirection(
  pairs: readonly { readonly s: readonly number[]; readonly y: readonly number[] }[],
  g: readonly number[],
): number[] {
  const last = pairs.at(-1);
  const scale = last === undefined ? 1 : dot(last.s, last.y) / dot(last.y, last.y);
  let H = g.map((_, i) => g.map((__, j) => (i === j ? scale : 0)));
  for (const { s, y } of pairs) {
    const rho = 1 / dot(s, y);
    const left = g.map((_, i) => g.map((__, j) => Number(i === j) - rho * s[i]! * y[j]!));
    const right = g.map((_, i) => g.map((__, j) => Number(i === j) - rho * y[i]! * s[j]!));
    H = product(product(left, H), right).map((row, i) => row.map((h, j) => h + rho * s[i]! * s[j]!));
  }
  return H.map((row) => -dot(row, g));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, k) => sum + value * b[k]!, 0);
}

function product(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  return a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
}
