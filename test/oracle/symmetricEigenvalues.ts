/** Eigenvalues of a symmetric matrix, ascending, by cyclic Jacobi rotations: accurate to a small multiple of the unit roundoff times the largest. */
export function symmetricEigenvalues(matrix: readonly (readonly number[])[]): number[] {
  const n = matrix.length;
  const a = matrix.map((row) => [...row]);
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let all = 0;
    for (let p = 0; p < n; p++)
      for (let q = 0; q < n; q++) {
        all += a[p]![q]! ** 2;
        if (p !== q) off += a[p]![q]! ** 2;
      }
    if (off <= 1e-30 * all) return a.map((row, p) => row[p]!).sort((x, y) => x - y);
    for (let p = 0; p < n; p++) {
      for (let q = p + 1; q < n; q++) {
        if (a[p]![q] === 0) continue;
        const zeta = (a[q]![q]! - a[p]![p]!) / (2 * a[p]![q]!);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cosine = 1 / Math.hypot(1, t);
        const sine = t * cosine;
        for (let k = 0; k < n; k++) {
          const x = a[k]![p]!;
          const y = a[k]![q]!;
          a[k]![p] = cosine * x - sine * y;
          a[k]![q] = sine * x + cosine * y;
        }
        for (let k = 0; k < n; k++) {
          const x = a[p]![k]!;
          const y = a[q]![k]!;
          a[p]![k] = cosine * x - sine * y;
          a[q]![k] = sine * x + cosine * y;
        }
      }
    }
  }
  throw new Error('Jacobi rotations did not converge');
}
