/**
 * Checks certificates of kinkless (docs/certificates.md). A program of its own: it imports nothing of the package, calls no native code,
 * and takes nothing from the certificate's witness on trust. Compiled, it runs alone: node checker.js certificate.json [--exact] [--json]
 *
 * Stored numbers are exact reals. All that costs O(N·P) is computed exactly, in integers times powers of two, at both levels: signs,
 * residuals, margins, losses. Only Gram matrices and their factors differ: at level float64 they are computed in float64, with a bound of
 * the rounding error; at level exact, in BigInt and in integers below 2^53. No comparison has a tolerance, and all fail on NaN.
 */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

export interface Verification {
  readonly format: 'kinkless-verification/1';
  readonly valid: boolean;
  /** What the certificate claims; null where it does not say in a way that is known. */
  readonly claim: string | null;
  readonly level: 'float64' | 'exact';
  /** One sentence: what was proved, or the first thing that was not. */
  readonly reason: string;
}

/**
 * Whether a certificate (a parsed JSON value) proves its claim.
 *
 * @throws {Error} where floating-point arithmetic is not IEEE 754 with subnormals and round to nearest
 */
export function verify(certificate: unknown, options: { readonly level: 'float64' | 'exact' }): Verification {
  const { level } = options;
  requireArithmetic();
  let claim: string | null = null;
  const answer = (valid: boolean, reason: string): Verification => ({ format: 'kinkless-verification/1', valid, claim, level, reason });
  try {
    const { statement, witness } = object(certificate, 'the certificate', ['format', 'statement', 'witness', 'producer'], {
      format: 'kinkless-certificate/1',
    });
    const name = (statement as { claim?: unknown } | null | undefined)?.claim;
    if (typeof name !== 'string' || !Object.hasOwn(NUMBERS, name)) fail(`the claim is none of ${Object.keys(NUMBERS).join(', ')}`);
    claim = name;
    const read = readStatement(statement, claim);
    return answer(true, claim.endsWith('minimum') ? proveMinimum(read, witness) : proveRank(read, level));
  } catch (error) {
    // Whatever is thrown, nothing was proved.
    return answer(false, error instanceof Error ? error.message : String(error));
  }
}

function fail(reason: string): never {
  throw new Error(reason);
}

/** A library compiled with -ffast-math that is loaded by the process can flush subnormals for everything that runs in it. */
function requireArithmetic(): void {
  const [tiny, half, more] = new Float64Array([5e-324, 1.1102230246251565e-16, 8.271806125530277e-25]);
  if (!(tiny! * 1 !== 0 && 1 + half! === 1 && 1 + (half! + more!) > 1 && tiny! / 2 === 0))
    throw new Error('the floating-point arithmetic of this process is not that of IEEE 754: nothing can be proved with it');
}

// ---- Exact numbers ---------------------------------------------------------------------------------------------------------------------

/** m·2^e. */
interface Dyadic {
  readonly m: bigint;
  readonly e: number;
}

/** A matrix of m·2^e, row by row, with one e ≤ 0. */
interface Exact {
  readonly rows: number;
  readonly columns: number;
  readonly m: readonly bigint[];
  readonly e: number;
}

const BITS = new DataView(new ArrayBuffer(8));

function dyadic(x: number): Dyadic {
  if (!Number.isFinite(x)) fail('a number is not finite');
  BITS.setFloat64(0, x);
  const bits = BITS.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const m = (bits & 0xfffffffffffffn) | (biased === 0 ? 0n : 1n << 52n);
  return { m: bits >> 63n === 1n ? -m : m, e: Math.max(biased, 1) - 1075 };
}

function exact(rows: number, columns: number, numbers: Float64Array): Exact {
  const parts = Array.from(numbers, dyadic);
  const e = parts.reduce((least, part) => (part.m === 0n ? least : Math.min(least, part.e)), 0);
  return { rows, columns, m: parts.map((part) => (part.m === 0n ? 0n : part.m << BigInt(part.e - e))), e };
}

const shift = (m: bigint, by: number): bigint => (by >= 0 ? m << BigInt(by) : m >> BigInt(-by));
const size = (m: bigint): bigint => (m < 0n ? -m : m);
const signOf = (m: bigint): number => (m > 0n ? 1 : m < 0n ? -1 : 0);
const product = (a: Dyadic, b: Dyadic): Dyadic => ({ m: a.m * b.m, e: a.e + b.e });
const square = (a: Dyadic): Dyadic => product(a, a);

/** a + b, or a − b with `sign` −1n. */
function sum(a: Dyadic, b: Dyadic, sign = 1n): Dyadic {
  const e = Math.min(a.e, b.e);
  return { m: shift(a.m, a.e - e) + sign * shift(b.m, b.e - e), e };
}

/** Whether a > b. */
const exceeds = (a: Dyadic, b: Dyadic): boolean => sum(a, b, -1n).m > 0n;

/** A·Bᵀ. */
function times(a: Exact, b: Exact): Exact {
  const m = new Array<bigint>(a.rows * b.rows);
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < b.rows; j++) m[i * b.rows + j] = dot(a, i, b, j);
  return { rows: a.rows, columns: b.rows, m, e: a.e + b.e };
}

function dot(a: Exact, i: number, b: Exact, j: number): bigint {
  const { columns } = a;
  let total = 0n;
  for (let k = 0, p = i * columns, q = j * columns; k < columns; k++) total += a.m[p + k]! * b.m[q + k]!;
  return total;
}

const at = ({ m, e, columns }: Exact, row: number, column: number): Dyadic => ({ m: m[row * columns + column]!, e });
const hadamard = (a: Exact, b: Exact): Exact => ({ ...a, m: a.m.map((m, k) => m * b.m[k]!), e: a.e + b.e });
const withColumn = (a: Exact, m: bigint): Exact => mapRows(a, a.columns + 1, (i, j) => (j < a.columns ? a.m[i * a.columns + j]! : m));
const constant = (rows: number, columns: number): Exact => ({ rows, columns, m: new Array<bigint>(rows * columns).fill(1n), e: 0 });
const sumOfSquares = ({ m, e }: Exact): Dyadic => ({ m: m.reduce((total, x) => total + x * x, 0n), e: 2 * e });

function mapRows({ rows, e }: Exact, columns: number, entry: (row: number, column: number) => bigint): Exact {
  return { rows, columns, m: Array.from({ length: rows * columns }, (_, k) => entry(Math.floor(k / columns), k % columns)), e };
}

// ---- Float64 with directed rounding ----------------------------------------------------------------------------------------------------

/** u = 2^−53, the unit roundoff. */
const U = 1.1102230246251565e-16;
/** 2^−900: more than all underflows together, for factors that are 0 or between 2^−240 and 2^240 in size. */
const UNDERFLOW = power(-900);

/** 2^e for −1022 ≤ e ≤ 1023. */
function power(e: number): number {
  if (!(e >= -1022 && e <= 1023)) fail('a number is out of range');
  BITS.setBigUint64(0, BigInt(e + 1023) << 52n);
  return BITS.getFloat64(0);
}

/** The float64 after a positive or zero x; what is less than the true sum, product, quotient or root by rounding is not after it. */
function up(x: number): number {
  if (!(x >= 0)) fail('a bound is not a number');
  BITS.setFloat64(0, x + 0);
  BITS.setBigUint64(0, BITS.getBigUint64(0) + 1n);
  return BITS.getFloat64(0);
}

/** The float64 before x. */
function down(x: number): number {
  if (!Number.isFinite(x)) fail('a bound is not finite');
  if (x <= 0) return -up(-x);
  BITS.setFloat64(0, x);
  BITS.setBigUint64(0, BITS.getBigUint64(0) - 1n);
  return BITS.getFloat64(0);
}

/** At least √x: the language does not promise that roots are rounded correctly. */
function root(x: number): number {
  const guess = up(Math.sqrt(x));
  return down(guess * guess) >= x ? guess : fail('a square root is not accurate');
}

/** At least γ_k = k·u / (1 − k·u), the bound of k roundings (Higham, Accuracy and Stability of Numerical Algorithms, lemma 3.1). */
const gamma = (k: number): number => (k < 2 ** 40 ? up(up((k * U) / (1 - k * U))) : fail('too many roundings'));

/** m·2^e with a relative error of at most 2u; refused unless it is 0 or between 2^−240 and 2^240 in size. */
function near({ m, e }: Dyadic): number {
  let x = Number(m);
  while (!Number.isFinite(x)) {
    m >>= 512n;
    e += 512;
    x = Number(m);
  }
  if (x === 0) return 0;
  const half = Math.trunc(e / 2);
  const result = x * power(half) * power(e - half);
  return Math.abs(result) >= power(-240) && Math.abs(result) <= power(240) ? result : fail('a number is out of range');
}

const floats = (matrix: Exact): Float64Array => Float64Array.from(matrix.m, (m) => near({ m, e: matrix.e }));
/** Not less than a number that is not negative. */
const above = (x: Dyadic): number => up(up(near(x)));

// ---- The statement ---------------------------------------------------------------------------------------------------------------------

const SEMANTICS = 'Data, masks, slope and weights as stored float64 are exact reals; the network is evaluated over the reals.';
/** The numbers that each claim has; others would be read as proved although nothing proves them. */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  'full-rank': ['sigmaMin', 'layer'],
  'zero-loss-nearby': ['sigmaMin', 'radius', 'layer'],
  'local-minimum': ['radius', 'lossLower', 'lossUpper'],
  'kink-minimum': ['radius', 'lossLower', 'lossUpper'],
};
/** The most numbers that are computed of one layer, and the most products that it may take. */
const ENTRIES = 2 ** 22;
const PRODUCTS = 1e9;
/** The most equations of a local minimum, and the most products for the rays of a dead unit. */
const UNKNOWNS = 512;
const RAY_PRODUCTS = 1e8;
/** Sums of 8191 products of residues below 2^20 are below 2^53. */
const MOST = 8191;

interface Statement {
  readonly claim: string;
  /** d_0 … d_L. */
  readonly widths: readonly number[];
  readonly slopes: readonly Dyadic[];
  readonly bias: readonly boolean[];
  /** W̄_l = [W_l b_l]. */
  readonly weights: readonly Exact[];
  readonly inputs: Exact;
  readonly targets: Exact;
  readonly masks: readonly Exact[] | null;
  readonly numbers: Readonly<Record<string, number>>;
  readonly spurious: { readonly weights: readonly Exact[]; readonly lossUpper: number } | null;
}

/** The properties of an object that has these and no others, some of them with one value. */
function object(
  value: unknown,
  place: string,
  keys: readonly string[],
  values: Readonly<Record<string, string>> = {},
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(`${place} is not an object`);
  const copy = Object.fromEntries(Object.entries(value)) as Record<string, unknown>;
  for (const key of Object.keys(copy)) if (!keys.includes(key)) fail(`${place} has an unknown key ${JSON.stringify(key)}`);
  for (const key of keys) if (!Object.hasOwn(copy, key)) fail(`${place} has no ${key}`);
  for (const [key, text] of Object.entries(values)) if (copy[key] !== text) fail(`${key} of ${place} is not ${JSON.stringify(text)}`);
  return copy;
}

function list(value: unknown, place: string, length: number): readonly unknown[] {
  return Array.isArray(value) && value.length === length ? Array.from(value) : fail(`${place} is not a list of ${String(length)}`);
}

function finite(value: unknown, place: string): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : fail(`${place} is not a finite number`);
}

/** A number of the claim: none of them can be negative. */
function bound(value: unknown, place: string): number {
  const number = finite(value, place);
  return number >= 0 ? number : fail(`${place} is negative`);
}

function count(value: unknown, place: string): number {
  const fits = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MOST;
  return fits ? value : fail(`${place} is not an integer from 1 to ${String(MOST)}`);
}

/** A number of data or weights: 0, or between 2^−100 and 2^100 in size, so that no product of them leaves the range of float64. */
function inRange(x: number, place: string): number {
  const magnitude = Math.abs(x);
  return magnitude === 0 || (magnitude >= power(-100) && magnitude <= power(100))
    ? x
    : fail(`${place} has a number that is neither 0 nor between 2^-100 and 2^100 in size`);
}

/** The bytes of an array of this shape; of the text only its length is looked at before anything is allocated. */
function readBytes(value: unknown, place: string, rows: number, columns: number): Buffer {
  const { shape, base64 } = object(value, place, ['type', 'shape', 'base64'], { type: 'float64' });
  const [givenRows, givenColumns] = list(shape, `the shape of ${place}`, 2);
  if (givenRows !== rows || givenColumns !== columns) fail(`${place} is not ${String(rows)} × ${String(columns)}`);
  const bytes = 8 * rows * columns;
  if (typeof base64 !== 'string' || base64.length !== 4 * Math.ceil(bytes / 3)) fail(`${place} is not ${String(bytes)} bytes in base64`);
  const buffer = Buffer.from(base64, 'base64');
  if (buffer.length !== bytes || buffer.toString('base64') !== base64) fail(`${place} is not ${String(bytes)} bytes in base64`);
  return buffer;
}

function readExact(buffer: Buffer, place: string, rows: number, columns: number): Exact {
  const numbers = new Float64Array(rows * columns);
  for (let k = 0; k < numbers.length; k++) numbers[k] = inRange(buffer.readDoubleLE(8 * k), place);
  return exact(rows, columns, numbers);
}

function readStatement(value: unknown, claim: string): Statement {
  const keys = ['semantics', 'claim', 'sentence', 'network', 'data', 'spurious', ...NUMBERS[claim]!];
  const statement = object(value, 'the statement', keys, { semantics: SEMANTICS, claim });
  if (typeof statement.sentence !== 'string') fail('the sentence is not a text');

  const network = object(statement.network, 'the network', ['widths', 'slopes', 'bias', 'weights']);
  if (!Array.isArray(network.widths) || network.widths.length < 3) fail('widths is not a list of three widths or more');
  const widths = list(network.widths, 'widths', network.widths.length).map((width) => count(width, 'a width'));
  const layers = widths.length - 1;
  if (widths[layers] !== 1) fail('the network has more than one output');
  const slopes = list(network.slopes, 'slopes', layers - 1).map((slope) => dyadic(inRange(finite(slope, 'a slope'), 'slopes')));
  const bias = list(network.bias, 'bias', layers).map((given) =>
    typeof given === 'boolean' ? given : fail('bias is not a list of booleans'),
  );
  const readWeights = (given: unknown, what: string): Exact[] =>
    list(given, what, layers).map((array, l) => {
      const [rows, columns] = [widths[l + 1]!, widths[l]! + Number(bias[l])];
      return readExact(readBytes(array, `${what} of layer ${String(l + 1)}`, rows, columns), what, rows, columns);
    });
  const weights = readWeights(network.weights, 'weights');

  const data = object(statement.data, 'the data', ['inputs', 'targets', 'masks', 'sha256']);
  const shape = (data.inputs as { shape?: unknown } | null | undefined)?.shape;
  const samples = count(Array.isArray(shape) ? shape[0] : undefined, 'the number of samples');
  for (let l = 0; l < layers; l++) {
    const entries = samples * (Math.max(widths[l]!, widths[l + 1]!) + 1);
    if (!(entries <= ENTRIES && entries * widths[l]! <= PRODUCTS)) fail('there are too many samples for these widths');
  }
  const hash = createHash('sha256');
  const readData = (given: unknown, what: string, columns: number): Exact => {
    const buffer = readBytes(given, what, samples, columns);
    hash.update(buffer);
    return readExact(buffer, what, samples, columns);
  };
  const inputs = readData(data.inputs, 'inputs', widths[0]!);
  const targets = readData(data.targets, 'targets', 1);
  const masks =
    data.masks === null ? null : list(data.masks, 'masks', layers - 1).map((mask, l) => readData(mask, 'masks', widths[l + 1]!));
  if (data.sha256 !== hash.digest('hex')) fail('sha256 is not that of the data');

  const numbers = Object.fromEntries(NUMBERS[claim]!.map((key) => [key, bound(statement[key], key)]));
  let spurious: Statement['spurious'] = null;
  if (statement.spurious !== null) {
    if (!claim.endsWith('minimum')) fail('spurious is not null');
    const second = object(statement.spurious, 'spurious', ['weights', 'lossUpper']);
    spurious = { weights: readWeights(second.weights, 'weights of spurious'), lossUpper: bound(second.lossUpper, 'lossUpper of spurious') };
  }
  return { claim, widths, slopes, bias, weights, inputs, targets, masks, numbers, spurious };
}

// ---- The network over the reals --------------------------------------------------------------------------------------------------------

interface Hidden {
  /** V̄_{l−1}, N × (d_{l−1} + 1 with a bias). */
  readonly input: Exact;
  /** U_l, N × d_l. */
  readonly u: Exact;
  /** A_l, N × d_l: ε where u ≥ 0, ε·s elsewhere; and both of these for all units. */
  readonly a: Exact;
  readonly plus: Exact;
  readonly minus: Exact;
}

const withBias = (v: Exact, bias: boolean): Exact => (bias ? withColumn(v, 1n << BigInt(-v.e)) : v);

/** Hidden layers, V̄_{L−1}, and residuals v − y at given weights. */
function forward({ masks, slopes, bias, inputs, targets }: Statement, weights: readonly Exact[]) {
  const hidden: Hidden[] = [];
  let v = inputs;
  for (const [l, slope] of slopes.entries()) {
    const input = withBias(v, bias[l]!);
    const u = times(input, weights[l]!);
    const mask = masks?.[l] ?? constant(u.rows, u.columns);
    const e = Math.min(slope.e, 0);
    const [one, s] = [1n << BigInt(-e), shift(slope.m, slope.e - e)];
    const plus = { ...mask, m: mask.m.map((m) => m * one), e: mask.e + e };
    const minus = { ...plus, m: mask.m.map((m) => m * s) };
    const a = { ...plus, m: u.m.map((m, k) => (m < 0n ? minus : plus).m[k]!) };
    hidden.push({ input, u, a, plus, minus });
    v = hadamard(u, a);
  }
  const last = withBias(v, bias.at(-1)!);
  const output = times(last, weights.at(-1)!);
  const residuals = output.m.map((m, n) => sum({ m, e: output.e }, at(targets, n, 0), -1n));
  const e = Math.min(output.e, targets.e);
  return { hidden, last, residuals: { ...output, m: residuals.map((residual) => shift(residual.m, residual.e - e)), e } };
}

/** Visits all n, i where unit i of hidden layer l has a kink that weights can cross: ε ≠ ε·s, and the sample is not 0 for all weights. */
function forEachKink(hidden: readonly Hidden[], l: number, visit: (n: number, i: number) => void): void {
  const { input, plus, minus } = hidden[l]!;
  for (let n = 0; n < plus.rows; n++) {
    if (l === 0 && dot(input, n, input, n) === 0n) continue;
    for (let i = 0; i < plus.columns; i++) if (at(plus, n, i).m !== at(minus, n, i).m) visit(n, i);
  }
}

const place = (l: number, i: number, n: number): string => `unit ${String(i)} of hidden layer ${String(l + 1)} at sample ${String(n)}`;

// ---- full-rank and zero-loss-nearby ----------------------------------------------------------------------------------------------------

/** Column n of a block of rows of G is c_n ⊗ v_n; K = GᵀG = Σ (C Cᵀ) ∘ (V Vᵀ) over the blocks. */
interface Block {
  readonly c: Exact;
  readonly v: Exact;
}

function proveRank(statement: Statement, level: string): string {
  const { weights, bias, claim, numbers } = statement;
  const { hidden, last, residuals } = forward(statement, weights);
  for (const [l, { u }] of hidden.entries()) {
    forEachKink(hidden, l, (n, i) => {
      if (at(u, n, i).m === 0n) fail(`${place(l, i, n)} is on its kink`);
    });
  }
  const sigma = dyadic(numbers.sigmaMin!);
  const nearby = claim === 'zero-loss-nearby';
  const proved = nearby ? 'an exact zero-loss differentiable minimum is within the radius, with the same pattern' : 'G has rank N';
  if (nearby && sigma.m === 0n) fail('sigmaMin is 0, from which no distance follows');
  if (nearby && numbers.layer === 0) {
    proveSigma(jacobian(weights, hidden, last), sigma, level);
    proveNewton(statement, hidden, residuals);
    return proved;
  }
  if (numbers.layer !== hidden.length) fail('layer is not the last hidden layer');
  const { input, u, a } = hidden.at(-1)!;
  const w = weights.at(-1)!;
  const moving = Array.from({ length: u.columns }, (_, i) => i).filter((i) => !nearby || w.m[i] !== 0n);
  if (moving.length === 0) fail('all output weights are 0');
  const blocks: Block[] = [{ c: mapRows(a, moving.length, (n, k) => at(a, n, moving[k]!).m), v: input }];
  if (bias.at(-1)!) blocks.push({ c: constant(u.rows, 1), v: constant(u.rows, 1) });
  proveSigma(blocks, sigma, level);
  if (!nearby) return proved;
  // δ = −G K⁻¹ e moves v by −e, and ‖δ‖ ≤ ‖e‖ / σ: no sign changes where |w_i u_in| > ‖e‖ ‖v̄_n‖ / σ.
  const [squares, sigmaSquared] = [sumOfSquares(residuals), square(sigma)];
  if (exceeds(squares, product(square(dyadic(numbers.radius!)), sigmaSquared))) fail('radius is less than the residual over sigmaMin');
  forEachKink(hidden, hidden.length - 1, (n, i) => {
    if (w.m[i] === 0n) return;
    const margin = product(square(product(at(w, 0, i), at(u, n, i))), sigmaSquared);
    const most = product(squares, { m: dot(input, n, input, n), e: 2 * input.e });
    if (!exceeds(margin, most)) fail(`${place(hidden.length - 1, i, n)} may cross its kink on the way to zero loss`);
  });
  return proved;
}

/** Proves σ_min(G) ≥ sigma, or rank G = N where sigma is 0. */
function proveSigma(blocks: readonly Block[], sigma: Dyadic, level: string): void {
  if (sigma.m === 0n) {
    // Primes below 2^20; that one does not show the rank says nothing.
    if (!isRegularModulo(blocks, 1048573) && !isRegularModulo(blocks, 1048571)) fail('the rank is not shown to be N');
    return;
  }
  const n = blocks[0]!.c.rows;
  const exactly = gram(blocks);
  if (
    !(level === 'exact' ? isAboveInIntegers(n, exactly, square(sigma)) : isAbove(blocks, sigma)) &&
    !isAboveInLongIntegers(n, exactly, square(sigma))
  )
    fail('sigmaMin is not shown to be a lower bound');
}

/** Columns per panel of a sum of products: a panel is summed up by itself, so that n products have b + n/b roundings. */
const PANEL = 64;

/** sums[n] = Σ_{k<start} row[k]·rows[n][k] for start ≤ n < end, panel after panel. */
function dots(row: Float64Array, rows: Float64Array, width: number, start: number, end: number, sums: Float64Array): void {
  for (let n = start; n < end; n += 4) {
    const [n1, n2, n3] = [Math.min(n + 1, end - 1), Math.min(n + 2, end - 1), Math.min(n + 3, end - 1)];
    const [p0, p1, p2, p3] = [n * width, n1 * width, n2 * width, n3 * width];
    let [t0, t1, t2, t3] = [0, 0, 0, 0];
    for (let panel = 0; panel < start; panel += PANEL) {
      let [s0, s1, s2, s3] = [0, 0, 0, 0];
      for (let k = panel; k < panel + PANEL; k++) {
        const r = row[k]!;
        s0 += r * rows[p0 + k]!;
        s1 += r * rows[p1 + k]!;
        s2 += r * rows[p2 + k]!;
        s3 += r * rows[p3 + k]!;
      }
      t0 += s0;
      t1 += s1;
      t2 += s2;
      t3 += s3;
    }
    sums[n] = t0;
    sums[n1] = t1;
    sums[n2] = t2;
    sums[n3] = t3;
  }
}

/**
 * Row-wise elimination: hands Σ_{k<j} row_k·L_jk to `finish` for all i and j ≤ i, which sets row_j and L_ij. Where a row is not L's own, it is
 * used again for the next i.
 */
function eliminate(
  l: Float64Array,
  n: number,
  shared: Float64Array | undefined,
  finish: (i: number, j: number, taken: number) => boolean,
): boolean {
  const sums = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const row = shared ?? l.subarray(i * n, (i + 1) * n);
    for (let start = 0; start <= i; start += PANEL) {
      const end = Math.min(start + PANEL, i + 1);
      dots(row, l, n, start, end, sums);
      for (let j = start; j < end; j++) {
        let inner = 0;
        for (let k = start; k < j; k++) inner += row[k]! * l[j * n + k]!;
        if (!finish(i, j, sums[j]! + inner)) return false;
      }
    }
  }
  return true;
}

/**
 * Whether a power of two times K is invertible modulo a prime, so that K is: K = L D Lᵀ without pivoting, of which all of D must be
 * invertible. A row holds M = L D while it is computed; all sums are exact, since they are of at most 8191 products below 2^40.
 */
function isRegularModulo(blocks: readonly Block[], prime: number): boolean {
  const n = blocks[0]!.c.rows;
  const least = Math.min(...blocks.map(({ c, v }) => c.e + v.e));
  const residue = (m: bigint): number => Number(((m % BigInt(prime)) + BigInt(prime)) % BigInt(prime));
  const parts = blocks.map(({ c, v }) => {
    const scale = c.e + v.e - least;
    return { c: Float64Array.from(c.m, (m) => residue(shift(m, scale))), v: Float64Array.from(v.m, residue), d: c.columns, k: v.columns };
  });
  const [l, row, inverse] = [new Float64Array(n * n), new Float64Array(n), new Float64Array(n)];
  return eliminate(l, n, row, (i, j, taken) => {
    let entry = prime - (taken % prime);
    for (const { c, v, d, k } of parts) entry += ((plain(c, d, i, j) % prime) * (plain(v, k, i, j) % prime)) % prime;
    row[j] = entry % prime;
    if (j < i) l[i * n + j] = (row[j] * inverse[j]!) % prime;
    else inverse[i] = inverseModulo(row[i]!, prime);
    return j < i || (row[i]! * inverse[i]!) % prime === 1;
  });
}

/** a^(p−2), which Fermat's little theorem makes the inverse of a, if it has one. */
function inverseModulo(a: number, prime: number): number {
  let result = 1;
  for (let exponent = prime - 2, base = a; exponent > 0; exponent = Math.floor(exponent / 2), base = (base * base) % prime)
    if (exponent % 2 === 1) result = (result * base) % prime;
  return result;
}

/** The dot product of rows i and j, in order. */
function plain(a: Float64Array, width: number, i: number, j: number): number {
  let total = 0;
  for (let k = 0, p = i * width, q = j * width; k < width; k++) total += a[p + k]! * a[q + k]!;
  return total;
}

/**
 * Cholesky's factor L in the place of the lower triangle, rounded to integers if asked: the largest row sum of the computed |A − L Lᵀ| and the
 * sum of squares of L; undefined where a pivot is not positive.
 */
function cholesky(l: Float64Array, n: number, integers: boolean): { readonly defect: number; readonly squares: number } | undefined {
  const [defects, norms] = [new Float64Array(n), new Float64Array(n)];
  const done = eliminate(l, n, undefined, (i, j, taken) => {
    const entry = l[i * n + j]!;
    const pivot = j < i ? l[j * n + j]! : Math.sqrt(entry - taken);
    let quotient = j < i ? (entry - taken) / pivot : pivot;
    if (integers) quotient = j < i ? Math.round(quotient) : Math.floor(pivot);
    const defect = Math.abs(entry - (taken + quotient * (j < i ? pivot : quotient)));
    defects[i]! += defect;
    if (j < i) defects[j]! += defect;
    norms[i]! += quotient * quotient;
    l[i * n + j] = quotient;
    return j < i || quotient > 0;
  });
  // Below 2^52 all sums of products of two rows of integers are exact, in any order, by Cauchy and Schwarz.
  if (!done || (integers && !norms.every((norm) => norm <= 2 ** 52))) return undefined;
  return { defect: defects.reduce((a, b) => Math.max(a, b)), squares: norms.reduce((a, b) => a + b) };
}

/**
 * λ_min(K) ≥ σ² in float64. With K̃ computed in γ_k of relative error per product, |K̃ − K| ≤ γ_k H for a positive semidefinite H with the
 * trace of K (Schur), so ‖K̃ − K‖₂ ≤ γ_k tr K; and K̃ − τI = L Lᵀ + defect, where L Lᵀ is computed with b + N/b + 2 roundings:
 * λ_min(K) ≥ τ − γ_k tr K − ‖defect‖_∞ (1 + 2γ_{N+3}) − γ_{b+N/b+2} ‖L‖_F² (after Rump, Verification of positive definiteness, 2006).
 */
function isAbove(blocks: readonly Block[], sigma: Dyadic): boolean {
  const n = blocks[0]!.c.rows;
  const parts = blocks.map(({ c, v }) => ({ c: floats(c), v: floats(v), d: c.columns, k: v.columns }));
  const k = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      for (const { c, v, d, k: width } of parts) k[i * n + j]! += plain(c, d, i, j) * plain(v, width, i, j);
    }
  }
  // Two roundings for each of four factors, and one for their product.
  const roundings = 9 + blocks.length + Math.max(...parts.map(({ d, k: width }) => d + width));
  let [trace, largest] = [0, 0];
  for (let i = 0; i < n; i++) {
    trace += k[i * n + i]!;
    largest = Math.max(largest, k[i * n + i]!);
  }
  const most = up(up(trace * up(1 + 2 * gamma(roundings + n))));
  const error = up(up(gamma(roundings) * most) + UNDERFLOW);
  const inner = gamma(PANEL + Math.ceil(n / PANEL) + 2);
  const need = above(square(sigma));
  // Any τ is right; this one leaves room for the errors that are to be expected.
  const tau = need + error + 2 * inner * most + 4 * U * n * Math.sqrt(n) * largest;
  for (let i = 0; i < n; i++) k[i * n + i] = down(k[i * n + i]! - tau);
  const factor = cholesky(k, n, false);
  if (factor === undefined) return false;
  const defect = up(factor.defect * up(1 + 2 * gamma(n + 3)));
  const product = up(up(inner * up(factor.squares * up(1 + 2 * gamma(2 * n + 4)))) + UNDERFLOW);
  return down(down(down(tau - error) - defect) - product) >= need;
}

/** An entry of a symmetric matrix, as m of m·2^e with one e. */
type Entry = (i: number, j: number) => bigint;

/** K's entries, exactly. */
function gram(blocks: readonly Block[]): { readonly entry: Entry; readonly e: number } {
  const e = Math.min(...blocks.map(({ c, v }) => 2 * (c.e + v.e)));
  const entry: Entry = (i, j) =>
    blocks.reduce((total, { c, v }) => total + shift(dot(c, i, c, j) * dot(v, i, v, j), 2 * (c.e + v.e) - e), 0n);
  return { entry, e };
}

/** The power of two, even for K's roots' sake, that brings K's diagonal below 2^bits. */
function scaling(n: number, entry: Entry, e: number, bits: number): number {
  const longest = Math.max(...Array.from({ length: n }, (_, i) => entry(i, i).toString(2).length));
  return 2 * Math.floor((bits - longest - e) / 2) + e;
}

/**
 * λ_min(K) ≥ need exactly: κ = ⌊K·2^(2q)⌋ with κ_ii below 2^52 and an integer factor L. Then κ − τI − L Lᵀ is computed exactly, each row of
 * K·2^(2q) − κ has a sum below N, and λ_min(K)·2^(2q) ≥ τ − N − ‖defect‖_∞.
 */
function isAboveInIntegers(n: number, { entry, e }: ReturnType<typeof gram>, need: Dyadic): boolean {
  const by = scaling(n, entry, e, 52);
  const least = Number(shift(need.m, need.e - e + by) + 1n);
  const k = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) k[i * n + j] = Number(shift(entry(i, j), by));
  const pivot = Math.sqrt(Array.from({ length: n }, (_, i) => k[i * n + i]!).reduce((most, entry) => Math.max(most, entry)));
  // A defect is half a pivot at most, and a quarter on average. Any integer τ is right.
  const tau = least + n + Math.ceil(0.3 * n * pivot);
  if (!(tau < 2 ** 52)) return false;
  for (let i = 0; i < n; i++) k[i * n + i]! -= tau;
  const factor = cholesky(k, n, true);
  return factor !== undefined && tau - n - factor.defect >= least;
}

/** Long integers serve an ill-conditioned K: of so many samples at most, since they cost N³/6 long products, with so many bits. */
const LONG = { samples: 512, bits: 320 };

/** The same in long integers. */
function isAboveInLongIntegers(n: number, { entry, e }: ReturnType<typeof gram>, need: Dyadic): boolean {
  if (n > LONG.samples) return false;
  const by = scaling(n, entry, e, LONG.bits);
  const least = shift(need.m, need.e - e + by) + 1n;
  const rows: bigint[][] = [];
  const defects = new Array<bigint>(n).fill(0n);
  // A defect is less than a pivot, or than twice the last one.
  const tau = least + BigInt(n) * (1n << BigInt(LONG.bits / 2 + 2));
  for (let i = 0; i < n; i++) {
    const row: bigint[] = [];
    rows.push(row);
    for (let j = 0; j <= i; j++) {
      let rest = shift(entry(i, j), by) - (i === j ? tau : 0n);
      for (let k = 0; k < j; k++) rest -= row[k]! * rows[j]![k]!;
      if (i === j && rest <= 0n) return false;
      row.push(i === j ? integerRoot(rest) : rest / rows[j]![j]!);
      const defect = size(rest - row[j]! * rows[j]![j]!);
      defects[i]! += defect;
      if (j < i) defects[j]! += defect;
    }
  }
  return defects.every((defect) => tau - BigInt(n) - defect >= least);
}

/** ⌊√m⌋ for a positive m, by Newton's method from above. */
function integerRoot(m: bigint): bigint {
  for (let root = 1n << BigInt((m.toString(2).length + 1) >> 1); ;) {
    const next = (root + m / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The blocks of the Jacobian's transpose with respect to all weights and biases: c_L = 1, c_l = (c_{l+1} W_{l+1}) ∘ a_l. */
function jacobian(weights: readonly Exact[], hidden: readonly Hidden[], last: Exact): Block[] {
  const blocks: Block[] = [{ c: constant(last.rows, 1), v: last }];
  for (const [l, { a, input }] of [...hidden.entries()].reverse()) {
    const w = weights[l + 1]!;
    const transposed = mapRows({ ...w, rows: a.columns }, w.rows, (i, j) => at(w, j, i).m);
    blocks.push({ c: hadamard(times(blocks.at(-1)!.c, transposed), a), v: input });
  }
  return blocks;
}

/**
 * Newton–Kantorovich with the right inverse J⁺ on the ball of the radius ρ, the pattern held: h = Λ‖e‖/σ² ≤ ½ gives a zero within
 * (1 − √(1−2h)) σ/Λ ≤ t = ‖e‖/σ / (1−h). In homogeneous coordinates v is multilinear in the W̄_l, which act as [[W_l, b_l], [0, 1]]: with
 * ω_k = ‖·‖_F + ρ and α_n = Π max(1, max_i |a_l,in|), the Jacobian's Lipschitz constant is at most Λ = max_l Σ_{m≠l} Π_{k≠l,m} ω_k
 * (Σ_n α_n² ‖(x_n, 1)‖²)^½, and u_l moves by at most t (Σ_{k≤l} Π_{j≤l, j≠k} ω_j²)^½ Π_{j<l} max(1, max_i |a_j,in|) ‖(x_n, 1)‖.
 */
function proveNewton(statement: Statement, hidden: readonly Hidden[], residuals: Exact): void {
  const { weights, numbers, inputs } = statement;
  const { radius, sigmaMin } = numbers as { radius: number; sigmaMin: number };
  const norms = weights.map((w) => up(root(up(above(sumOfSquares(w)) + 1)) + radius));
  const without = (factors: readonly number[], ...left: readonly number[]): number =>
    factors.reduce((total, factor, k) => (left.includes(k) ? total : up(total * factor)), 1);
  const norm = (terms: readonly number[]): number => root(terms.reduce((total, term) => up(total + up(term * term)), 0));
  // reach[l][n]: the last two factors of the bound of u_l.
  const x = withColumn(inputs, 1n << BigInt(-inputs.e));
  const reach = [Array.from({ length: x.rows }, (_, n) => root(above({ m: dot(x, n, x, n), e: 2 * x.e })))];
  for (const { a } of hidden) {
    const largest = (n: number): bigint =>
      a.m.slice(n * a.columns, (n + 1) * a.columns).reduce((most, m) => (size(m) > most ? size(m) : most), 0n);
    reach.push(reach.at(-1)!.map((before, n) => up(before * Math.max(1, above({ m: largest(n), e: a.e })))));
  }
  const sums = norms.map((_, l) => norms.reduce((total, __, m) => (m === l ? total : up(total + without(norms, l, m))), 0));
  const step = up(root(above(sumOfSquares(residuals))) / sigmaMin);
  const h = up(up(up(Math.max(...sums) * norm(reach.at(-1)!)) * step) / sigmaMin);
  if (!(h <= 0.5)) fail('the Newton–Kantorovich condition does not hold');
  const t = up(step / down(1 - h));
  if (!(t <= radius)) fail('radius is less than the distance that Newton–Kantorovich gives');
  hidden.forEach(({ u }, l) => {
    const before = norms.slice(0, l + 1);
    const speed = up(t * norm(before.map((_, k) => without(before, k))));
    forEachKink(hidden, l, (n, i) => {
      const { m, e } = at(u, n, i);
      if (!exceeds({ m: size(m), e }, dyadic(up(speed * reach[l]![n]!))))
        fail(`${place(l, i, n)} may cross its kink on the way to zero loss`);
    });
  });
}

// ---- local-minimum and kink-minimum ----------------------------------------------------------------------------------------------------

/** The pairs (unit, sample) of the witness as n·d_1 + i. */
function readKinks(witness: unknown, units: number, samples: number): ReadonlySet<number> {
  const given = (witness as { onKink?: unknown } | null | undefined)?.onKink;
  if (given === undefined) return new Set();
  if (!Array.isArray(given) || given.length > units * samples) fail('onKink is not a list of pairs');
  return new Set(
    given.map((pair) => {
      const [i, n] = list(pair, 'a pair of onKink', 2) as [number, number];
      if (!(Number.isInteger(i) && Number.isInteger(n) && i >= 0 && i < units && n >= 0 && n < samples)) fail('onKink has a strange pair');
      return n * units + i;
    }),
  );
}

/**
 * In absorbed weights W_i = |w2_i| w̄1_i, with σ_i = sign w2_i and psi(t) = a⁺t or a⁻t, the point W* minimises the loss of the pattern
 * subject to W_i·x̄_n = 0 for (i, n) in Z, with multipliers μ. If all other signs are those of the pattern, the loss at W* + δ differs by
 * Σ_Z (κ⁺t⁺ + κ⁻t⁻) + ½‖change of v‖² (times 1/N) with κ⁺ = e_n σ_i a⁺ − μ and κ⁻ = μ − e_n σ_i a⁻, for every small δ: it is a local
 * minimum if no κ is negative, and on a kink if one is positive. A unit with d_0 pairs in Z has W_i = 0, and adds
 * σ_i Σ_n e_n psi(δ_i·x̄_n) instead, which is positive for δ_i ≠ 0 if it is on all rays of the arrangement of the x̄_n.
 */
function proveMinimum(statement: Statement, witness: unknown): string {
  const { claim, weights, widths, numbers, bias, targets, spurious } = statement;
  if (widths.length !== 3) fail('the network has more than one hidden layer');
  const [{ input: x, u, a, plus, minus }] = forward(statement, weights).hidden as [Hidden];
  const [units, samples, [w1, w2]] = [u.columns, u.rows, weights as [Exact, Exact]];
  const onKink = readKinks(witness, units, samples);
  if ((claim === 'kink-minimum') !== onKink.size > 0) fail('onKink does not fit the claim');
  const [sides, counts] = [w2.m.slice(0, units).map(signOf), new Array<number>(units).fill(0)];
  if (sides.includes(0)) fail('an output weight is 0');
  for (const k of onKink) counts[k % units]!++;
  const live = counts.flatMap((pairs, i) => (pairs < x.columns ? [i] : []));
  const unknowns = live.length * x.columns + Number(bias[1]);
  const pairs = [...onKink].filter((k) => live.includes(k % units)).map((k) => ({ n: Math.floor(k / units), p: live.indexOf(k % units) }));
  if (unknowns + pairs.length > UNKNOWNS || samples * unknowns ** 2 > PRODUCTS) fail('there are too many unknowns or samples');

  // G, unknowns × N, without the entries of Z; C, pairs × unknowns; [[GGᵀ, Cᵀ], [C, 0]] (W*, μ) = (G y, 0).
  const one = 1n << BigInt(-a.e - x.e);
  const g = mapRows({ ...a, rows: unknowns, e: a.e + x.e }, samples, (row, n) => {
    const i = live[Math.floor(row / x.columns)];
    if (i === undefined) return one;
    return onKink.has(n * units + i) ? 0n : BigInt(sides[i]!) * at(a, n, i).m * at(x, n, row % x.columns).m;
  });
  const gg = times(g, g);
  const constraint = ({ n, p }: { n: number; p: number }, column: number): bigint =>
    Math.floor(column / x.columns) === p && column < live.length * x.columns ? shift(at(x, n, column % x.columns).m, x.e - gg.e) : 0n;
  const order = unknowns + pairs.length;
  const matrix = mapRows({ ...gg, rows: order }, order, (i, j) => {
    if (i < unknowns && j < unknowns) return at(gg, i, j).m;
    if (i >= unknowns && j >= unknowns) return 0n;
    return i < unknowns ? constraint(pairs[j - unknowns]!, i) : constraint(pairs[i - unknowns]!, j);
  });
  const gy = times(g, { ...targets, rows: 1, columns: samples });
  const { z, e, error } = solve(matrix, { ...gy, rows: order, m: [...gy.m, ...pairs.map(() => 0n)] });
  /** Σ_k by_k z_k for a row of exponent `exponent`, and the bound of its error. */
  const enclose = (by: readonly bigint[], exponent: number, from = 0): Enclosure => ({
    value: { m: by.reduce((total, m, k) => total + m * z[from + k]!, 0n), e: e + exponent },
    error: { m: error * by.reduce((total, m) => total + size(m), 0n), e: e + exponent },
  });
  const residuals = Array.from({ length: samples }, (_, n): Enclosure => {
    const column = Array.from({ length: unknowns }, (__, k) => at(g, k, n).m);
    const { value, error: by } = enclose(column, g.e);
    return { value: sum(value, at(targets, n, 0), -1n), error: by };
  });
  const row = (n: number): readonly bigint[] => x.m.slice(n * x.columns, (n + 1) * x.columns);

  const dead = counts.map((_, i) => i).filter((i) => !live.includes(i));
  const kinks: number[][] = counts.map(() => []);
  forEachKink([{ input: x, u, a, plus, minus }], 0, (n, i) => {
    kinks[i]!.push(n);
    if (onKink.has(n * units + i) || !live.includes(i)) return;
    const { value, error: by } = enclose(row(n), x.e, live.indexOf(i) * x.columns);
    if (!exceeds({ ...value, m: value.m * BigInt(signOf(at(u, n, i).m)) }, by)) fail(`${place(0, i, n)} may be on its kink or beyond it`);
  });
  for (const [k, { n, p }] of pairs.entries()) {
    const mu: Enclosure = { value: { m: z[unknowns + k]!, e }, error: { m: error, e } };
    const force = (factor: Dyadic): Enclosure => scale(residuals[n]!, { ...factor, m: factor.m * BigInt(sides[live[p]!]!) });
    const [right, left] = [force(at(plus, n, live[p]!)), force(at(minus, n, live[p]!))];
    if (!isPositive(minusOf(right, mu)) || !isPositive(minusOf(mu, left)))
      fail(`${place(0, live[p]!, n)} may leave its kink with a lower loss`);
  }
  for (const i of dead) {
    const rays = raysOf(kinks[i]!.map(row), x.columns, samples);
    if (rays.length === 0) fail(`unit ${String(i)} is dead, and its kinks do not span its inputs`);
    for (const ray of rays) {
      const terms = residuals.map((residual, n) => {
        const t = row(n).reduce((total, m, k) => total + m * ray[k]!, 0n);
        const { m, e: exponent } = at(t > 0n ? plus : minus, n, i);
        return scale(residual, { m: BigInt(sides[i]!) * m * t, e: exponent });
      });
      if (!isPositive(terms.reduce((left, right) => minusOf(left, scale(right, { m: -1n, e: 0 })))))
        fail(`unit ${String(i)} may come to life with a lower loss`);
    }
  }

  const given = live.flatMap((i) =>
    w1.m.slice(i * x.columns, (i + 1) * x.columns).map((m): Dyadic => product({ m, e: w1.e }, at({ ...w2, m: w2.m.map(size) }, 0, i))),
  );
  if (bias[1]!) given.push(at(w2, 0, units));
  const moved = given.map((from, k) => square(sum({ m: z[k]!, e }, from, -1n)));
  for (const i of dead) for (let k = 0; k < x.columns; k++) moved.push(square(product(at(w1, i, k), at(w2, 0, i))));
  const room = sum(dyadic(numbers.radius!), { m: error * BigInt(unknowns), e }, -1n);
  if (!(room.m >= 0n) || exceeds(total(moved), square(room))) fail('radius is less than the distance to the minimum');

  const least = residuals.map(({ value, error: by }) => square(positivePart(sum({ ...value, m: size(value.m) }, by, -1n))));
  const most = residuals.map(({ value, error: by }) => square(sum({ ...value, m: size(value.m) }, by)));
  const squaresOf = (loss: number): Dyadic => product(dyadic(loss), { m: 2n * BigInt(samples), e: 0 });
  if (exceeds(squaresOf(numbers.lossLower!), total(least))) fail('lossLower is not shown to be a lower bound');
  if (exceeds(total(most), squaresOf(numbers.lossUpper!))) fail('lossUpper is not shown to be an upper bound');
  if (spurious !== null) {
    if (!(spurious.lossUpper < numbers.lossLower!)) fail('the second point is not lower');
    if (exceeds(sumOfSquares(forward(statement, spurious.weights).residuals), squaresOf(spurious.lossUpper)))
      fail('lossUpper of spurious is wrong');
  }
  return `an exact ${claim === 'kink-minimum' ? 'non-differentiable' : 'differentiable'} local minimum is within the radius${spurious === null ? '' : ', and not a global one'}`;
}

/** value ± error. */
interface Enclosure {
  readonly value: Dyadic;
  readonly error: Dyadic;
}

const minusOf = (a: Enclosure, b: Enclosure): Enclosure => ({ value: sum(a.value, b.value, -1n), error: sum(a.error, b.error) });
const scale = ({ value, error }: Enclosure, by: Dyadic): Enclosure => ({
  value: product(value, by),
  error: product(error, { ...by, m: size(by.m) }),
});
const isPositive = ({ value, error }: Enclosure): boolean => exceeds(value, error);
const positivePart = ({ m, e }: Dyadic): Dyadic => ({ m: m > 0n ? m : 0n, e });
const total = (terms: readonly Dyadic[]): Dyadic => terms.reduce((left, right) => sum(left, right));

/**
 * Encloses the solution of M z = b for a symmetric M: with R ≈ M⁻¹ in float64 and ‖I − R M‖_∞ ≤ ½, exactly computed, M is invertible and
 * ‖M⁻¹b − z‖_∞ ≤ 2 ‖|R| |b − M z|‖_∞. z has the exponent e and is refined until it no longer changes.
 */
function solve(m: Exact, b: Exact): { readonly z: readonly bigint[]; readonly e: number; readonly error: bigint } {
  const n = m.rows;
  const r = exact(n, n, approximateInverse(floats(m), n));
  const rm = times(r, m);
  for (let i = 0; i < n; i++) {
    let defect = 0n;
    for (let j = 0; j < n; j++) defect += size(at(rm, i, j).m - (i === j ? 1n << BigInt(-rm.e) : 0n));
    if (!(2n * defect <= 1n << BigInt(-rm.e))) fail('the equations of the minimum are not shown to have one solution');
  }
  const e = Math.min(b.e, 0) - 300;
  const z: Exact = { rows: 1, columns: n, m: new Array<bigint>(n).fill(0n), e };
  const wanted = b.m.map((x) => shift(x, b.e - e - m.e));
  for (let round = 0; ; round++) {
    const rest = times(m, z).m.map((x, i) => wanted[i]! - x);
    const step = times(r, { ...z, m: rest }).m.map((x) => shift(x, r.e + m.e));
    // Rounding downwards leaves −1 at the end; each round halves the error at least.
    if (step.every((x) => size(x) <= 1n) || round === 1000) {
      const bounds = times({ ...r, m: r.m.map(size) }, { ...z, m: rest.map(size) }).m;
      return { z: z.m, e, error: shift(2n * bounds.reduce((most, x) => (x > most ? x : most), 0n), r.e + m.e) + 1n };
    }
    z.m.forEach((_, i) => ((z.m as bigint[])[i]! += step[i]!));
  }
}

/** By Gauss and Jordan with partial pivoting. */
function approximateInverse(m: Float64Array, n: number): Float64Array {
  const inverse = Float64Array.from(m, (_, k) => Number(k % (n + 1) === 0));
  for (let i = 0; i < n; i++) {
    let best = i;
    for (let k = i + 1; k < n; k++) if (Math.abs(m[k * n + i]!) > Math.abs(m[best * n + i]!)) best = k;
    const pivot = m[best * n + i]!;
    for (const table of [m, inverse]) {
      const [upper, lower] = [table.slice(i * n, (i + 1) * n), table.slice(best * n, (best + 1) * n)];
      table.set(upper, best * n);
      table.set(
        lower.map((entry) => entry / pivot),
        i * n,
      );
    }
    for (let k = 0; k < n; k++) {
      const by = k === i ? 0 : m[k * n + i]!;
      if (by !== 0) for (const table of [m, inverse]) for (let j = 0; j < n; j++) table[k * n + j]! -= by * table[i * n + j]!;
    }
  }
  return inverse;
}

/** Both directions of every line that d − 1 independent ones of the rows are orthogonal to. */
function raysOf(rows: readonly (readonly bigint[])[], d: number, samples: number): bigint[][] {
  let subsets = 1;
  for (let k = 1; k < d; k++) subsets *= (rows.length - d + 1 + k) / k;
  if (!(subsets * samples * d * d <= RAY_PRODUCTS)) fail('a dead unit has too many rays');
  const rays: bigint[][] = [];
  const extend = (chosen: readonly (readonly bigint[])[], next: number): void => {
    if (chosen.length === d - 1) {
      const ray = orthogonalTo(chosen, d);
      if (ray !== undefined)
        rays.push(
          ray,
          ray.map((m) => -m),
        );
    } else for (let k = next; k < rows.length; k++) extend([...chosen, rows[k]!], k + 1);
  };
  extend([], 0);
  return rays;
}

/** The direction orthogonal to d − 1 rows, by elimination without fractions; undefined if they are dependent. */
function orthogonalTo(rows: readonly (readonly bigint[])[], d: number): bigint[] | undefined {
  const m = rows.map((row) => [...row]);
  const pivots: number[] = [];
  for (let column = 0; column < d && pivots.length < m.length; column++) {
    const i = pivots.length;
    const best = m.findIndex((row, k) => k >= i && row[column] !== 0n);
    if (best < 0) continue;
    [m[i], m[best]] = [m[best]!, m[i]!];
    const own = m[i];
    for (const [k, row] of m.entries()) if (k !== i) m[k] = row.map((entry, j) => entry * own[column]! - row[column]! * own[j]!);
    pivots.push(column);
  }
  if (pivots.length < d - 1) return undefined;
  const free = Array.from({ length: d }, (_, k) => k).find((k) => !pivots.includes(k))!;
  const all = pivots.reduce((p, column, i) => p * m[i]![column]!, 1n);
  return Array.from({ length: d }, (_, k) => (k === free ? all : -(all / m[pivots.indexOf(k)]![k]!) * m[pivots.indexOf(k)]![free]!));
}

// ---- The command line ------------------------------------------------------------------------------------------------------------------

/** Exit code 0: valid; 1: not valid; 2: wrong usage, or no JSON to be read. */
function main(words: readonly string[]): number {
  const files = words.filter((word) => !word.startsWith('--'));
  if (files.length !== 1 || words.some((word) => word.startsWith('--') && word !== '--exact' && word !== '--json')) {
    process.stderr.write('usage: node checker.js certificate.json [--exact] [--json]\n');
    return 2;
  }
  try {
    const certificate = JSON.parse(readFileSync(files[0]!, 'utf8')) as unknown;
    const result = verify(certificate, { level: words.includes('--exact') ? 'exact' : 'float64' });
    const text = `${result.valid ? 'valid' : 'NOT VALID'} (${result.claim ?? 'no claim'}, ${result.level}): ${result.reason}`;
    process.stdout.write(`${words.includes('--json') ? JSON.stringify(result, null, 2) : text}\n`);
    return result.valid ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  process.exitCode = main(process.argv.slice(2));
