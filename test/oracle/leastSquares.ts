/** The smallest Σ (w·x_n − y_n)² over w, by Gaussian elimination with pivoting on the normal equations; X of full column rank and well conditioned. */
export function leastSquaresSum(X: readonly (readonly number[])[], y: readonly number[]): number {
  const d = X[0]!.length;
  const system = Array.from({ length: d }, (_, i) => [
    ...Array.from({ length: d }, (_u, j) => X.reduce((sum, x) => sum + x[i]! * x[j]!, 0)),
    X.reduce((sum, x, n) => sum + x[i]! * y[n]!, 0),
  ]);
  for (let k = 0; k < d; k++) {
    let pivot = k;
    for (let r = k + 1; r < d; r++) if (Math.abs(system[r]![k]!) > Math.abs(system[pivot]![k]!)) pivot = r;
    [system[k], system[pivot]] = [system[pivot]!, system[k]!];
    for (let r = 0; r < d; r++) {
      if (r === k) continue;
      const factor = system[r]![k]! / system[k]![k]!;
      for (let c = k; c <= d; c++) system[r]![c]! -= factor * system[k]![c]!;
    }
  }
  const w = system.map((row, k) => row[d]! / row[k]!);
  return X.reduce((sum, x, n) => sum + (x.reduce((v, value, j) => v + w[j]! * value, 0) - y[n]!) ** 2, 0);
}
