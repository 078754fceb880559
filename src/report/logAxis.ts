/** A logarithmic axis over `values` that are positive: the exponents of its whole decades, and labels 10^k with raised digits. */
export interface LogAxis {
  /** Powers of ten, both included. */
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  /** A Vega expression that gives the label of a tick. */
  readonly labelExpression: string;
}

/** At most about `most` ticks, at whole powers of ten that are multiples of one step. */
export function logAxis(values: Iterable<number>, most: number): LogAxis {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!(value > 0) || value === Infinity) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) [low, high] = [1, 1];
  const first = Math.floor(Math.log10(low));
  const last = Math.max(first + 1, Math.ceil(Math.log10(high)));
  const step = [1, 2, 5, 10, 20, 50].find((candidate) => (last - first) / candidate <= most) ?? 100;
  const exponents: number[] = [];
  for (let k = Math.ceil(first / step) * step; k <= last; k += step) exponents.push(k);
  return { domain: [power(first), power(last)], ticks: exponents.map(power), labelExpression: LABEL };
}

/** The number next to 10^k: `10 ** k` is not always. */
function power(k: number): number {
  return Number(`1e${String(k)}`);
}

// Rounded, since log(1000)/LN10 is not 3 in floating point.
const EXPONENT = `format(round(log(datum.value) / LN10), 'd')`;
const RAISED = [...'⁰¹²³⁴⁵⁶⁷⁸⁹'].reduce(
  (text, digit, k) => `replace(${text}, /${String(k)}/g, '${digit}')`,
  `replace(${EXPONENT}, /[-−]/, '⁻')`,
);
const LABEL = `'10' + ${RAISED}`;
