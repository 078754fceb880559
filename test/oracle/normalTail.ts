/**
 * Probability that a standard normal number lies between 0 and z (|z| ≤ 2.5: the series φ(z) Σ z^(2n+1)/(2n+1)!!), and beyond |z| (Laplace's
 * continued fraction): neither shares anything with an inverse by rational functions.
 */
export function normalCentre(z: number): number {
  let term = z;
  let sum = 0;
  for (let n = 1; Math.abs(term) > 1e-20 * Math.abs(sum); n++) {
    sum += term;
    term *= (z * z) / (2 * n + 1);
  }
  return normalDensity(z) * sum;
}

export function normalTail(z: number): number {
  let fraction = z;
  for (let n = 300; n > 0; n--) fraction = z + n / fraction;
  return normalDensity(z) / fraction;
}

export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}
