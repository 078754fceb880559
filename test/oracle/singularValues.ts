/** Singular values, largest first, by one-sided Jacobi rotations (Hestenes 1958): accurate to a small multiple of the unit roundoff times the largest. */
export function singularValues(matrix: readonly (readonly number[])[]): number[] {
  const rows = matrix.length;
  const columns = matrix[0]?.length ?? 0;
  // Rotate the shorter side: the list below holds min(rows, columns) vectors.
  const vectors: number[][] =
    rows <= columns ? matrix.map((row) => [...row]) : Array.from({ length: columns }, (_, c) => matrix.map((row) => row[c]!));
  const largest = Math.max(0, ...vectors.flat().map(Math.abs));
  if (largest === 0) return vectors.map(() => 0);
  for (const vector of vectors) for (let k = 0; k < vector.length; k++) vector[k]! /= largest;

  for (let sweep = 0, rotated = true; rotated; sweep++) {
    if (sweep === 60) throw new Error('Jacobi rotations did not converge');
    rotated = false;
    for (let p = 0; p < vectors.length; p++) {
      for (let q = p + 1; q < vectors.length; q++) {
        const a = vectors[p]!;
        const b = vectors[q]!;
        let aa = 0;
        let bb = 0;
        let ab = 0;
        for (let k = 0; k < a.length; k++) {
          aa += a[k]! * a[k]!;
          bb += b[k]! * b[k]!;
          ab += a[k]! * b[k]!;
        }
        // The second condition ends the rotation of vectors that are rounding noise.
        if (Math.abs(ab) <= 1e-15 * Math.sqrt(aa * bb) || Math.abs(ab) < 1e-34) continue;
        rotated = true;
        const zeta = (bb - aa) / (2 * ab);
        const t = (zeta >= 0 ? 1 : -1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cosine = 1 / Math.hypot(1, t);
        const sine = t * cosine;
        for (let k = 0; k < a.length; k++) {
          const x = a[k]!;
          a[k] = cosine * x - sine * b[k]!;
          b[k] = sine * x + cosine * b[k]!;
        }
      }
    }
  }
  return vectors.map((vector) => largest * Math.hypot(...vector)).sort((a, b) => b - a);
}
