/**
 * Checks certificates of kinkless (docs/certificates.md). A program of its own: it imports nothing of the package, calls no native code,
 * and takes nothing from the certificate's witness on trust. Compiled, it runs alone: node checker.js certificate.json [--exact] [--json]
 *
 * Stored numbers are exact reals, and all is computed exactly, in integers times powers of two, but one thing: that a Gram matrix is
 * positive definite is shown in float64 with a bound of all rounding errors, or, at level exact, in integers too. Nothing has a tolerance.
 */
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

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
export function verify(certificate: unknown, { level }: { readonly level: 'float64' | 'exact' }): Verification {
  requireArithmetic();
  let claim: string | null = null;
  const answer = (valid: boolean, reason: string): Verification => ({ format: 'kinkless-verification/1', valid, claim, level, reason });
  try {
    const { format, statement, witness } = object(certificate, 'the certificate', ['format', 'statement', 'witness', 'producer']);
    if (format !== 'kinkless-certificate/1') fail('the format is not kinkless-certificate/1');
    const name = (statement as { claim?: unknown } | null)?.claim;
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
  const [tiny, normal, half, more] = new Float64Array([5e-324, 2.2250738585072014e-308, 1.1102230246251565e-16, 8.271806125530277e-25]);
  if (!(tiny! * 1 !== 0 && normal! / 2 !== 0 && tiny! / 2 === 0 && 1 + half! === 1 && 1 + (half! + more!) > 1))
    throw new Error('the floating-point arithmetic of this process is not that of IEEE 754: nothing can be proved with it');
}

// ---- Numbers ---------------------------------------------------------------------------------------------------------------------------
/** A real number between (m − r)·2^e and (m + r)·2^e: m·2^e itself if r is 0. */
type Ball = { readonly m: bigint; readonly e: number; readonly r: bigint };
/** A matrix of m·2^e with one e ≤ 0. */
type Matrix = { readonly rows: readonly (readonly bigint[])[]; readonly e: number };

const ball = (m: bigint, e: number, r = 0n): Ball => ({ m, e, r });
const shift = (m: bigint, by: number): bigint => (by >= 0 ? m << BigInt(by) : m >> BigInt(-by));
const size = (m: bigint): bigint => (m < 0n ? -m : m);
function plus(a: Ball, b: Ball, sign = 1n): Ball {
  const e = Math.min(a.e, b.e);
  return ball(shift(a.m, a.e - e) + sign * shift(b.m, b.e - e), e, shift(a.r, a.e - e) + shift(b.r, b.e - e));
}
const minus = (a: Ball, b: Ball): Ball => plus(a, b, -1n);
const times = (a: Ball, b: Ball): Ball => ball(a.m * b.m, a.e + b.e, size(a.m) * b.r + a.r * size(b.m) + a.r * b.r);
const square = (a: Ball): Ball => times(a, a);
const sum = (terms: readonly Ball[]): Ball => terms.reduce((total, term) => plus(total, term), ball(0n, 0));
const isPositive = ({ m, r }: Ball): boolean => m > r;
const isAtMost = (a: Ball, b: Ball): boolean => minus(b, a).m >= minus(b, a).r;

/** A float64: what is no integer is doubled exactly. */
function exact(x: number): Ball {
  if (!Number.isFinite(x)) fail('a number is not finite');
  for (let e = 0; ; e--, x *= 2) if (Number.isInteger(x)) return ball(BigInt(x), e);
}

/** ⌊√m⌋ for m ≥ 0, by Newton's method from above. */
function integerRoot(m: bigint): bigint {
  if (m === 0n) return 0n;
  for (let root = 1n << BigInt((bitsOf(m) + 1) >> 1); ;) {
    const next = (root + m / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** A number above the root of a number without an error, by less than 2^−120 of it. */
function rootAbove({ m, e }: Ball): Ball {
  const by = 256 + Math.abs(e % 2);
  return ball(integerRoot(m << BigInt(by)) + 1n, (e - by) / 2);
}

/** The float64 of a number below 2^60 in size: its error is at most 2^−53 of it and 2^−900. */
function near({ m, e }: Ball): number {
  const by = Math.max(0, Math.min(-e, 900));
  return Number(shift(m, e + by)) / Number(1n << BigInt(by));
}

const largest = (integers: readonly bigint[]): bigint => integers.reduce((most, m) => (size(m) > most ? size(m) : most), 0n);
const bitsOf = (m: bigint): number => m.toString(2).length;
const dot = (a: readonly bigint[], b: readonly bigint[]): bigint => a.reduce((total, m, k) => total + m * b[k]!, 0n);
function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const e = rows.flat().reduce((least, x) => Math.min(least, exact(x).e), 0);
  return { rows: rows.map((row) => row.map(exact).map((x) => shift(x.m, x.e - e))), e };
}
const table = <T>(rows: number, columns: number, entry: (n: number, i: number) => T): T[][] =>
  Array.from({ length: rows }, (_, n) => Array.from({ length: columns }, (__, i) => entry(n, i)));
const at = ({ rows, e }: Matrix, n: number, i: number): Ball => ball(rows[n]![i]!, e);
type Entry = (m: bigint, n: number, i: number) => bigint;
const map = (a: Matrix, of: Entry): Matrix => ({ ...a, rows: a.rows.map((row, n) => row.map((m, i) => of(m, n, i))) });
/** A·Bᵀ. */
const product = (a: Matrix, b: Matrix): Matrix => ({ rows: a.rows.map((x) => b.rows.map((y) => dot(x, y))), e: a.e + b.e });
const hadamard = (a: Matrix, b: Matrix): Matrix => ({ ...map(a, (m, n, i) => m * b.rows[n]![i]!), e: a.e + b.e });
const transpose = ({ rows, e }: Matrix): Matrix => ({ rows: (rows[0] ?? []).map((_, i) => rows.map((row) => row[i]!)), e });
/** Σ_k row_k·2^e·z_k. */
const combine = (row: readonly bigint[], e: number, z: readonly Ball[]): Ball => sum(row.map((m, k) => times(ball(m, e), z[k]!)));

// ---- The statement ---------------------------------------------------------------------------------------------------------------------
const SEMANTICS = 'Data, masks, slope and weights as stored float64 are exact reals; the network is evaluated over the reals.';
/** The numbers that each claim has; others would be read as proved although nothing proves them. */
const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  'full-rank': ['sigmaMin', 'layer'],
  'zero-loss-nearby': ['sigmaMin', 'radius', 'layer'],
  'local-minimum': ['radius', 'lossLower', 'lossUpper'],
  'kink-minimum': ['radius', 'lossLower', 'lossUpper'],
};
/** The most samples, and units of a layer: sums of so many products of residues below 2^20 are below 2^53. */
const MOST = 8191;
/** The most numbers of one layer, and products for them; unknowns and kinks of a minimum; products for the rays of a dead unit. */
const [ENTRIES, PRODUCTS, UNKNOWNS, RAY_PRODUCTS] = [2 ** 22, 1e9, 512, 2e8] as const;
/** Long integers serve up to so many samples, since they cost N³/6 long products; beyond that two slices do, the lower of so many bits. */
const [LONG, SLICE] = [512, 20] as const;

/** Whether networks of these widths are small enough, with so many samples. */
export const isCheckable = (widths: readonly number[], samples: number): boolean =>
  [samples, ...widths].every((count) => count <= MOST) &&
  widths.slice(1).every((to, l) => {
    const [entries, products] = [samples * (Math.max(widths[l]!, to) + 1), widths[l]! * to];
    return entries <= ENTRIES && products <= 4 * ENTRIES && samples * products <= PRODUCTS;
  });

/** An object that has these properties and no others. */
function object(value: unknown, place: string, keys: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) fail(`${place} is not an object`);
  if (Object.keys(value).length !== keys.length || !keys.every((key) => Object.hasOwn(value, key)))
    fail(`${place} has not the properties ${keys.join(', ')} and no others`);
  return value as Readonly<Record<string, unknown>>;
}

const list = (value: unknown, place: string, length: number): readonly unknown[] =>
  Array.isArray(value) && value.length === length ? value : fail(`${place} is not a list of ${String(length)}`);
const number = (value: unknown, place: string, least = 0, most = Number.MAX_VALUE): number =>
  typeof value === 'number' && value >= least && value <= most ? value : fail(`${place} is not from ${String(least)} to ${String(most)}`);
const count = (value: unknown, place: string, least = 1, most = MOST): number =>
  Number.isInteger(value) ? number(value, place, least, most) : fail(`${place} is not an integer`);

/** An array of this shape. Its bytes are handed to `see`. */
function readMatrix(value: unknown, place: string, rows: number, columns: number, see?: (bytes: Buffer) => void): Matrix {
  const { type, shape, base64 } = object(value, place, ['type', 'shape', 'base64']);
  const given = list(shape, `the shape of ${place}`, 2);
  if (type !== 'float64' || given[0] !== rows || given[1] !== columns) fail(`${place} is not float64, ${[rows, columns].join(' × ')}`);
  const buffer = Buffer.from(typeof base64 === 'string' ? base64 : '', 'base64');
  if (buffer.length !== 8 * rows * columns || buffer.toString('base64') !== base64) fail(`${place} is not as many numbers in base64`);
  see?.(buffer);
  return matrixOf(table(rows, columns, (n, i) => buffer.readDoubleLE(8 * (n * columns + i))));
}

type Statement = ReturnType<typeof readStatement>;
function readStatement(value: unknown, claim: string) {
  const given = object(value, 'the statement', ['semantics', 'claim', 'sentence', 'network', 'data', 'spurious', ...NUMBERS[claim]!]);
  if (given.semantics !== SEMANTICS || typeof given.sentence !== 'string') fail('the semantics is another one, or the sentence no text');
  const network = object(given.network, 'the network', ['widths', 'slopes', 'bias', 'weights']);
  const layers = count(Array.isArray(network.slopes) ? network.slopes.length : 0, 'the number of slopes') + 1;
  const widths = list(network.widths, 'widths', layers + 1).map((width) => count(width, 'a width'));
  if (widths[layers] !== 1) fail('the network has more than one output');
  const slopes = list(network.slopes, 'slopes', layers - 1).map((slope) => exact(number(slope, 'a slope', -Number.MAX_VALUE)));
  const bias = list(network.bias, 'bias', layers).map((one) => (typeof one === 'boolean' ? one : fail('bias is not a list of booleans')));
  const data = object(given.data, 'the data', ['inputs', 'targets', 'masks', 'sha256']);
  const shape = (data.inputs as { shape?: unknown } | null)?.shape;
  const samples = count(Array.isArray(shape) ? shape[0] : undefined, 'the number of samples');
  if (!isCheckable(widths, samples)) fail('the network and data are too large');
  // W̄_l = [W_l b_l].
  const readWeights = (arrays: unknown, what: string): Matrix[] =>
    list(arrays, what, layers).map((array, l) => readMatrix(array, `${what}[${String(l)}]`, widths[l + 1]!, widths[l]! + Number(bias[l])));
  const weights = readWeights(network.weights, 'weights');
  const hash = createHash('sha256');
  const readData = (array: unknown, what: string, columns: number): Matrix =>
    readMatrix(array, what, samples, columns, (bytes) => hash.update(bytes));
  const [inputs, targets] = [readData(data.inputs, 'inputs', widths[0]!), readData(data.targets, 'targets', 1)];
  const masks = data.masks === null ? null : list(data.masks, 'masks', layers - 1).map((m, l) => readData(m, 'masks', widths[l + 1]!));
  if (data.sha256 !== hash.digest('hex')) fail('sha256 is not that of the data');
  const numbers = Object.fromEntries(NUMBERS[claim]!.map((key) => [key, number(given[key], key)]));
  const second = given.spurious === null ? null : object(given.spurious, 'spurious', ['weights', 'lossUpper']);
  if (second !== null && !claim.endsWith('minimum')) fail('spurious is not null');
  const spurious = second && { weights: readWeights(second.weights, 'spurious'), lossUpper: number(second.lossUpper, 'lossUpper') };
  return { claim, slopes, bias, weights, inputs, targets, masks, numbers, spurious };
}

// ---- The network over the reals --------------------------------------------------------------------------------------------------------
const withOnes = (v: Matrix, wanted: boolean): Matrix => (wanted ? { ...v, rows: v.rows.map((row) => [...row, 1n << BigInt(-v.e)]) } : v);
const ones = (n: number, d: number): Matrix => ({ rows: table(n, d, () => 1n), e: 0 });

/**
 * V̄_{L−1}, Σ (v − y)², and of all hidden layers V̄_{l−1}, N × (d_{l−1} + 1 with a bias), U_l, and A_l, N × d_l, which is ε (`right`) where
 * u ≥ 0 and ε·s (`left`) elsewhere.
 */
function forward({ masks, slopes, bias, inputs, targets }: Statement, weights: readonly Matrix[]) {
  const hidden = [];
  let v = inputs;
  for (const [l, slope] of slopes.entries()) {
    const input = withOnes(v, bias[l]!);
    const u = product(input, weights[l]!);
    const mask = masks?.[l] ?? ones(u.rows.length, u.rows[0]!.length);
    const scaled = (by: bigint): Matrix => ({ ...map(mask, (m) => m * by), e: mask.e + slope.e });
    const [right, left] = [scaled(1n << BigInt(-slope.e)), scaled(slope.m)];
    const a = map(right, (_, n, i) => (u.rows[n]![i]! < 0n ? left : right).rows[n]![i]!);
    hidden.push({ input, u, right, left, a });
    v = hadamard(u, a);
  }
  const last = withOnes(v, bias.at(-1)!);
  const output = product(last, weights.at(-1)!);
  const residuals = output.rows.map((_, n) => minus(at(output, n, 0), at(targets, n, 0)));
  return { hidden, last, squares: sum(residuals.map(square)) };
}
type Hidden = ReturnType<typeof forward>['hidden'][number];

/** All l, n, i where unit i of a hidden layer has a kink that weights can cross: ε ≠ ε·s, and the sample is not 0 for all weights. */
function* kinksOf(hidden: readonly Hidden[]): Generator<readonly [number, number, number]> {
  for (const [l, { input, right, left }] of hidden.entries())
    for (const [n, row] of right.rows.entries())
      if (l > 0 || input.rows[n]!.some((m) => m !== 0n)) for (const [i, m] of row.entries()) if (m !== left.rows[n]![i]) yield [l, n, i];
}

const place = (l: number, n: number, i: number): string => `unit ${String(i)} of hidden layer ${String(l + 1)} at sample ${String(n)}`;

// ---- full-rank and zero-loss-nearby ----------------------------------------------------------------------------------------------------
/** C, V: column n of a block of rows of G is c_n ⊗ v_n; K = GᵀG = Σ (C Cᵀ) ∘ (V Vᵀ) over the blocks. */
type Block = readonly [Matrix, Matrix];

function proveRank(statement: Statement, level: string): string {
  const { weights, bias, claim, numbers } = statement;
  const { hidden, last, squares } = forward(statement, weights);
  for (const [l, n, i] of kinksOf(hidden)) if (hidden[l]!.u.rows[n]![i] === 0n) fail(`${place(l, n, i)} is on its kink`);
  const sigma = exact(numbers.sigmaMin!);
  const nearby = claim === 'zero-loss-nearby';
  const proved = nearby ? 'an exact zero-loss differentiable minimum is within the radius, with the same pattern' : 'G has rank N';
  if (nearby && sigma.m === 0n) fail('sigmaMin is 0, from which no distance follows');
  if (nearby && numbers.layer === 0) {
    proveSigma(jacobian(weights, hidden, last), sigma, level);
    proveNewton(statement, hidden, squares);
    return proved;
  }
  if (numbers.layer !== hidden.length) fail('layer is not the last hidden layer');
  const { input, u, a } = hidden.at(-1)!;
  const w = weights.at(-1)!;
  // A unit without output weight cannot help to reach zero loss: its rows are 0.
  const c = map(a, (m, _, i) => (nearby && w.rows[0]![i] === 0n ? 0n : m));
  const blocks: Block[] = [[c, input]];
  if (bias.at(-1)!) blocks.push([ones(u.rows.length, 1), ones(u.rows.length, 1)]);
  proveSigma(blocks, sigma, level);
  if (!nearby) return proved;
  // δ = −G K⁻¹ e moves v by −e, and ‖δ‖ ≤ ‖e‖ / σ: no sign changes where |w_i u_in| > ‖e‖ ‖v̄_n‖ / σ.
  if (!isAtMost(squares, square(times(exact(numbers.radius!), sigma)))) fail('radius is less than the residual over sigmaMin');
  const most = input.rows.map((row) => times(squares, ball(dot(row, row), 2 * input.e)));
  for (const [l, n, i] of kinksOf(hidden)) {
    if (l < hidden.length - 1 || w.rows[0]![i] === 0n) continue;
    const margin = square(times(times(at(w, 0, i), at(u, n, i)), sigma));
    if (!isPositive(minus(margin, most[n]!))) fail(`${place(l, n, i)} may cross its kink on the way to zero loss`);
  }
  return proved;
}

/** The blocks of the Jacobian's transpose with respect to all weights and biases: c_L = 1, c_l = (c_{l+1} W_{l+1}) ∘ a_l. */
function jacobian(weights: readonly Matrix[], hidden: readonly Hidden[], last: Matrix): Block[] {
  const blocks: Block[] = [[ones(last.rows.length, 1), last]];
  for (const [l, { a, input }] of [...hidden.entries()].reverse())
    blocks.push([hadamard(a, product(blocks.at(-1)![0], transpose(weights[l + 1]!))), input]);
  return blocks;
}

/**
 * Newton–Kantorovich: Λ‖e‖/σ² = h ≤ ½ gives a zero within t = ‖e‖/σ / (1 − h), for the Lipschitz constant Λ of the Jacobian on the ball of
 * the radius; u_l changes by t times its own Lipschitz constant at most. docs/certificates.md has both.
 */
function proveNewton({ weights, numbers, inputs }: Statement, hidden: readonly Hidden[], squares: Ball): void {
  const [one, sigma, radius] = [ball(1n, 0), exact(numbers.sigmaMin!), exact(numbers.radius!)];
  const larger = (a: Ball, b: Ball): Ball => (isAtMost(a, b) ? b : a);
  const squaresOf = (row: readonly bigint[], e: number): Ball => ball(dot(row, row), 2 * e);
  const norms = weights.map(({ rows, e }) => plus(rootAbove(plus(squaresOf(rows.flat(), e), one)), radius));
  const without = (end: number, ...left: readonly number[]): Ball =>
    norms.slice(0, end).reduce((total, norm, k) => (left.includes(k) ? total : times(total, norm)), one);
  // The squares of ‖(x_n, 1)‖ Π_{j<l} max(1, max_i |a_j,in|).
  const reach = [inputs.rows.map((row) => plus(squaresOf(row, inputs.e), one))];
  for (const { a } of hidden)
    reach.push(reach.at(-1)!.map((before, n) => times(before, larger(one, square(ball(largest(a.rows[n]!), a.e))))));
  const rates = norms.map((_, l) => sum(norms.flatMap((__, m) => (m === l ? [] : [without(norms.length, l, m)]))));
  const bend = rootAbove(times(times(square(rates.reduce(larger)), sum(reach.at(-1)!)), squares));
  // Λ‖e‖ = h σ², σ² (1 − h), and (t σ² (1 − h))².
  const left = minus(square(sigma), bend);
  const step = times(squares, square(sigma));
  if (!isAtMost(bend, left)) fail('the Newton–Kantorovich condition does not hold');
  if (!isAtMost(step, square(times(radius, left)))) fail('radius is less than the distance that Newton–Kantorovich gives');
  // (Σ_{k≤l} Π_{j≤l, j≠k} ω_j²)^½ times t σ² (1 − h), squared.
  const speeds = hidden.map((_, l) => times(step, sum(norms.slice(0, l + 1).map((__, k) => square(without(l + 1, k))))));
  for (const [l, n, i] of kinksOf(hidden)) {
    const margin = square(times(at(hidden[l]!.u, n, i), left));
    if (!isPositive(minus(margin, times(speeds[l]!, reach[l]![n]!)))) fail(`${place(l, n, i)} may cross its kink on the way to zero loss`);
  }
}

/** K times 2^−e, and the integers that it is made of, with the bits of the largest in all C and in all V. */
function gram(blocks: readonly Block[]) {
  const exponents = [0, 1].map((f) => Math.min(...blocks.map((block) => block[f]!.e)));
  const parts = blocks.map((block) => block.map(({ rows, e }, f) => rows.map((row) => row.map((m) => shift(m, e - exponents[f]!)))));
  const bits = [0, 1].map((f) => bitsOf(largest(parts.flatMap((part) => part[f]!.map(largest)))));
  const entry = (i: number, j: number): bigint =>
    parts.reduce((total, part) => total + part.reduce((factor, rows) => factor * dot(rows[i]!, rows[j]!), 1n), 0n);
  return { n: parts[0]![0]!.length, parts, bits, entry, e: 2 * (exponents[0]! + exponents[1]!) };
}
type Gram = ReturnType<typeof gram>;

/** Proves σ_min(G) ≥ sigma, or rank G = N where sigma is 0. */
function proveSigma(blocks: readonly Block[], sigma: Ball, level: string): void {
  const k = gram(blocks);
  // Primes below 2^20; that one does not show the rank says nothing.
  if (sigma.m === 0n && !isRegularModulo(k, 1048573) && !isRegularModulo(k, 1048571)) fail('the rank is not shown to be N');
  if (sigma.m === 0n || (level !== 'exact' && isAbove(k, square(sigma)))) return;
  const lows = k.n <= LONG ? [0] : level === 'exact' ? [0, SLICE] : [];
  if (!lows.some((low) => isAboveInIntegers(k, square(sigma), low))) fail('sigmaMin is not shown to be a lower bound');
}

/** Products per panel of a sum, which is summed up by itself, so that each product takes part in so many roundings. */
const PANEL = 64;
const roundings = (count: number): number => PANEL + 2 + Math.ceil(count / PANEL);

function floatDot(a: Float64Array, b: Float64Array, count: number): number {
  let total = 0;
  for (let k = 0; k < count;) {
    let part = 0;
    for (const end = Math.min(k + PANEL, count); k < end; k++) part += a[k]! * b[k]!;
    total += part;
  }
  return total;
}

/** K's entries of factors in float64, which are taken modulo a number. */
function floatEntries({ parts, bits }: Gram, of: (m: bigint, bits: number) => number, modulus: number) {
  const floats = parts.map((part) => part.map((rows, f) => rows.map((row) => Float64Array.from(row, (m) => of(m, bits[f]!)))));
  const dots = (rows: readonly Float64Array[], i: number, j: number) => floatDot(rows[i]!, rows[j]!, rows[i]!.length) % modulus;
  return (i: number, j: number): number => floats.reduce((total, part) => total + dots(part[0]!, i, j) * dots(part[1]!, i, j), 0);
}

/**
 * Whether K, which is a power of two times integers, is invertible modulo a prime, so that it is: K = L D Lᵀ without pivoting, of which all
 * of D must be invertible, with rows of M = L D while they are computed. All sums are exact: of at most 8192 products below 2^40.
 */
function isRegularModulo(k: Gram, p: number): boolean {
  const residue = (m: bigint): number => Number(((m % BigInt(p)) + BigInt(p)) % BigInt(p));
  const inverseOf = (a: number): number => (a < 2 ? a : ((p - Math.floor(p / a)) * inverseOf(p % a)) % p);
  const entry = floatEntries(k, residue, p);
  const [rows, inverses]: [Float64Array[], number[]] = [[], []];
  for (let i = 0; i < k.n; i++) {
    const [row, scaled] = [new Float64Array(i + 1), new Float64Array(i + 1)];
    rows.push(scaled);
    for (let j = 0; j <= i; j++) {
      row[j] = ((entry(i, j) % p) + p - (floatDot(row, rows[j]!, j) % p)) % p;
      if (j < i) scaled[j] = (row[j]! * inverses[j]!) % p;
    }
    inverses.push(inverseOf(row[i]!));
    if ((row[i]! * inverses[i]!) % p !== 1) return false;
  }
  return true;
}

/**
 * λ_min(K) ≥ need in float64, with factors scaled to below 1. With k roundings in the products of an entry, ‖K̃ − K‖₂ ≤ γ_k tr K (Schur).
 * Where Cholesky's algorithm succeeds for A, with m roundings in each product, λ_min(A) ≥ −γ_m / (1 − γ_m) tr A (Rump, BIT 46, 2006). As
 * γ_k ≤ (k + 1) u, u = 2^−53, and 2^−800 exceeds all underflows, A = K̃ − τ I shows λ_min(K) ≥ τ − (k + m + 8) u tr K − 2^−800.
 */
function isAbove(k: Gram, need: Ball): boolean {
  const float = floatEntries(k, (m, bits) => near(ball(m, -bits)), Infinity);
  const scale = -2 * (k.bits[0]! + k.bits[1]!);
  const diagonal = Array.from({ length: k.n }, (_, i) => ball(k.entry(i, i), scale));
  // In an entry: of two sums, of each of four factors, of their product, and of the sum over the blocks; and m + 8.
  const error = times(sum(diagonal), ball(BigInt(2 * roundings(MOST + 1) + 5 + k.parts.length + roundings(k.n) + 8), -53));
  const tau = sum([{ ...need, e: need.e - k.e + scale }, error, ball(1n, -800)]);
  const factor: Float64Array[] = [];
  for (let i = 0; i < k.n; i++) {
    const row = new Float64Array(i + 1);
    for (let j = 0; j < i; j++) row[j] = (float(i, j) - floatDot(row, factor[j]!, j)) / factor[j]![j]!;
    const rest = near(minus(diagonal[i]!, tau)) - floatDot(row, row, i);
    row[i] = Math.sqrt(rest);
    // The language does not promise that roots are rounded correctly.
    if (!(rest > 0 && Math.abs(row[i]! * row[i]! - rest) <= 4 * Number.EPSILON * rest)) return false;
    factor.push(row);
  }
  return true;
}

/**
 * λ_min(K) ≥ need in integers: κ = ⌊K·2^b⌋, of which each row of K·2^b − κ has a sum below N, and a factor L of integers. D = κ − τI − L Lᵀ
 * is exact, and λ_min(K)·2^b ≥ τ − N − ‖D‖_∞. Beyond LONG samples L is H·2^low + R with |R| ≤ 2^(low − 1), low at most SLICE. If rows of
 * H have squared norms below 2^53, all partial sums of products of two rows are so too, by Cauchy and Schwarz, and float64 holds them.
 */
function isAboveInIntegers({ n, entry, e }: Gram, need: Ball, low: number): boolean {
  const long = n <= LONG;
  const most = largest(Array.from({ length: n }, (_, i) => entry(i, i)));
  const by = (long ? 320 : 52 + 2 * low) - bitsOf(most);
  const least = shift(need.m, need.e - e + by) + 1n;
  // Any τ is right. A defect is at most half a pivot; of a pivot, two of them.
  const tau = least + BigInt(n) + (BigInt(n + 3) * (integerRoot(shift(most, by)) + 1n)) / 2n + 1n;
  const rows = table(n, 0, () => 0n);
  const [high, rest] = [0, 1].map(() => rows.map((_, i) => new Float64Array(i + 1))) as [Float64Array[], Float64Array[]];
  const [pivots, defects] = [rows.map(() => 0n), rows.map(() => 0n)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const part = (a: Float64Array[], b: Float64Array[], bits: number) => BigInt(floatDot(a[i]!, b[j]!, j)) << BigInt(bits);
      const lower = (): bigint => part(high, rest, low) + part(rest, high, low) + part(rest, rest, 0);
      const taken = long ? dot(rows[i]!, rows[j]!) : part(high, high, 2 * low) + (low > 0 ? lower() : 0n);
      const left = shift(entry(i, j), by) - taken - (i === j ? tau : 0n);
      if (i === j && left <= 0n) return false;
      const pivot = i === j ? (pivots[i] = integerRoot(left)) : pivots[j]!;
      const m = i === j ? pivot : (2n * left + (left < 0n ? -pivot : pivot)) / (2n * pivot);
      const digit = BigInt.asIntN(low, m);
      if (long) rows[i]!.push(m);
      else [high[i]![j], rest[i]![j]] = [Number((m - digit) >> BigInt(low)), Number(digit)];
      const defect = size(left - m * pivot);
      defects[i]! += defect;
      if (j < i) defects[j]! += defect;
    }
    if (!long && !(floatDot(high[i]!, high[i]!, i + 1) <= Number.MAX_SAFE_INTEGER)) return false;
  }
  return defects.every((defect) => tau - BigInt(n) - defect >= least);
}

// ---- local-minimum and kink-minimum ----------------------------------------------------------------------------------------------------
/** Of each unit the samples that the witness puts on its kink. */
function readKinks(witness: unknown, units: number, samples: number): ReadonlySet<number>[] {
  const given = (witness as { onKink?: unknown } | null)?.onKink ?? [];
  const kinks = Array.from({ length: units }, () => new Set<number>());
  for (const pair of Array.isArray(given) ? given : fail('onKink is not a list')) {
    const [i, n] = list(pair, 'a pair of onKink', 2);
    kinks[count(i, 'a unit of onKink', 0, units - 1)]!.add(count(n, 'a sample of onKink', 0, samples - 1));
  }
  return kinks;
}

/**
 * In absorbed weights W_i = |w2_i| w̄1_i, with σ_i = sign w2_i, W* minimises the pattern's loss subject to W_i·x̄_n = 0 for (i, n) in Z, with
 * multipliers μ. If all other signs are the pattern's, and κ⁺ = e_n σ_i a⁺ − μ and κ⁻ = μ − e_n σ_i a⁻ are positive, it is a local minimum.
 * A unit with d_0 pairs in Z has W_i = 0, and needs σ_i Σ_n e_n ψ_in(δ_i·x̄_n) > 0 on all rays of the arrangement of its convex terms.
 */
function proveMinimum(statement: Statement, witness: unknown): string {
  const { claim, weights, numbers, bias, targets, spurious } = statement;
  const { radius, lossLower, lossUpper } = numbers as { radius: number; lossLower: number; lossUpper: number };
  if (weights.length !== 2) fail('the network has more than one hidden layer');
  const { hidden } = forward(statement, weights);
  const [{ input: x, u, a, right, left }, w1, w2] = [hidden[0]!, weights[0]!, weights[1]!];
  const [units, samples, width] = [w1.rows.length, x.rows.length, x.rows[0]!.length];
  const zeros = readKinks(witness, units, samples);
  if ((claim === 'kink-minimum') !== zeros.some((on) => on.size > 0)) fail('onKink does not fit the claim');
  const sides = w2.rows[0]!.map((m) => (m > 0n ? 1n : m < 0n ? -1n : 0n));
  if (sides.slice(0, units).includes(0n)) fail('an output weight is 0');
  const live = [...zeros.keys()].filter((i) => zeros[i]!.size < width);
  const pairs = live.flatMap((i, p) => [...zeros[i]!].map((n) => ({ i, n, p })));
  const unknowns = live.length * width + Number(bias[1]);
  if (!(unknowns + pairs.length <= UNKNOWNS && samples * unknowns ** 2 <= PRODUCTS)) fail('there are too many unknowns or samples');
  // v = F z without Z, z being W of the units that live and the output bias; [[FᵀF, Cᵀ], [C, 0]] (z, μ) = (Fᵀy, 0) for the pairs' C.
  const one = bias[1]! ? [1n << BigInt(-a.e - x.e)] : [];
  const slope = (n: number, i: number): bigint => (zeros[i]!.has(n) ? 0n : sides[i]! * a.rows[n]![i]!);
  const f: Matrix = { e: a.e + x.e, rows: x.rows.map((row, n) => [...live.flatMap((i) => row.map((m) => slope(n, i) * m)), ...one]) };
  const columns = transpose(f);
  const [ff, fy] = [product(columns, columns), product(columns, transpose(targets))];
  const held = table(pairs.length, unknowns, (k, column) => {
    const { n, p } = pairs[k]!;
    return Math.floor(column / width) === p ? x.rows[n]![column % width]! << BigInt(x.e - ff.e) : 0n;
  });
  const matrix = [...ff.rows.map((row, k) => [...row, ...held.map((c) => c[k]!)]), ...held.map((c) => [...c, ...pairs.map(() => 0n)])];
  const z = solve({ rows: matrix, e: ff.e }, { rows: [...fy.rows, ...pairs.map(() => [0n])], e: fy.e });
  const residuals = f.rows.map((row, n) => minus(combine(row, f.e, z), at(targets, n, 0)));
  const absorbed = zeros.map((_, i) => x.rows[0]!.map((__, k) => (live.includes(i) ? z[live.indexOf(i) * width + k]! : ball(0n, 0))));
  const force = (n: number, i: number, side: Matrix): Ball => times(residuals[n]!, ball(sides[i]! * side.rows[n]![i]!, side.e));
  for (const [, n, i] of kinksOf(hidden)) {
    if (!live.includes(i) || zeros[i]!.has(n)) continue;
    if (!isPositive(times(at(u, n, i), combine(x.rows[n]!, x.e, absorbed[i]!)))) fail(`${place(0, n, i)} may be on its kink or beyond it`);
  }
  for (const [k, { i, n }] of pairs.entries()) {
    const mu = z[unknowns + k]!;
    if (![minus(force(n, i, right), mu), minus(mu, force(n, i, left))].every(isPositive))
      fail(`${place(0, n, i)} may leave its kink downwards`);
  }
  for (const i of [...zeros.keys()].filter((unit) => !live.includes(unit))) {
    const isConcave = (n: number): boolean => isPositive(minus(force(n, i, left), force(n, i, right)));
    const kinks = [...kinksOf(hidden)].flatMap(([, n, unit]) => (unit === i && !isConcave(n) ? [x.rows[n]!] : []));
    const rise = (t: bigint, n: number): Ball => times(force(n, i, t > 0n ? right : left), ball(t, 0));
    const rays = raysOf(kinks, width, samples);
    // Between these hyperplanes the sum is concave, so no less than one of what it is on their rays. Without rays they leave whole lines.
    if (rays.length === 0 || !rays.every((ray) => isPositive(sum(x.rows.map((row, n) => rise(dot(row, ray), n))))))
      fail(`unit ${String(i)} may come to life without a higher loss`);
  }
  const moved = w1.rows.flatMap((row, i) => row.map((m, k) => minus(absorbed[i]![k]!, ball(m * size(w2.rows[0]![i]!), w1.e + w2.e))));
  if (bias[1]!) moved.push(minus(z[unknowns - 1]!, at(w2, 0, units)));
  if (!isAtMost(sum(moved.map(square)), square(exact(radius)))) fail('radius is less than the distance to the minimum');
  const squaresOf = (loss: number): Ball => times(exact(loss), ball(BigInt(2 * samples), 0));
  const squares = sum(residuals.map(square));
  if (lossLower !== 0 && !isAtMost(squaresOf(lossLower), squares)) fail('lossLower is not shown to be a lower bound');
  if (!isAtMost(squares, squaresOf(lossUpper))) fail('lossUpper is not shown to be an upper bound');
  if (spurious !== null && !(spurious.lossUpper < lossLower)) fail('the second point is not lower');
  if (spurious !== null && !isAtMost(forward(statement, spurious.weights).squares, squaresOf(spurious.lossUpper)))
    fail('lossUpper of spurious is not shown to be an upper bound');
  const kind = claim === 'kink-minimum' ? 'non-differentiable' : 'differentiable';
  return `an exact ${kind} local minimum is within the radius${spurious === null ? '' : ', and not a global one'}`;
}

/**
 * Encloses the solution of M z = b for a symmetric M: with R ≈ M⁻¹ in float64 and ‖I − R M‖_∞ ≤ ½, exactly computed, M is invertible and
 * ‖M⁻¹b − z‖_∞ ≤ 2 ‖|R| |b − M z|‖_∞. z is refined in integers times 2^e until it no longer changes.
 */
function solve(m: Matrix, b: Matrix): Ball[] {
  const r = matrixOf(approximateInverse(m.rows.map((row) => row.map((entry) => near(ball(entry, m.e))))));
  const one = 1n << BigInt(-r.e - m.e);
  const defects = map(product(r, m), (entry, i, j) => size(entry - (i === j ? one : 0n))).rows;
  if (!(2n * largest(defects.map((row) => row.reduce((total, defect) => total + defect))) <= one))
    fail('the equations of the minimum are not shown to have one solution');
  const e = b.e - 300;
  const wanted = b.rows.map(([entry]) => shift(entry!, b.e - e - m.e));
  let [z, rest] = [wanted.map(() => 0n), wanted];
  // Rounding downwards leaves −1 at the end; each round halves the error at least.
  for (let [round, change] = [0, 2n]; change > 1n && round < 1000; round++) {
    const step = r.rows.map((row) => shift(dot(row, rest), r.e + m.e));
    z = z.map((middle, i) => middle + step[i]!);
    rest = m.rows.map((row, i) => wanted[i]! - dot(row, z));
    change = largest(step);
  }
  const bounds = r.rows.map((row) => dot(row.map(size), rest.map(size)));
  return z.map((middle) => ball(middle, e, shift(2n * largest(bounds), r.e + m.e) + 1n));
}

/** By Gauss and Jordan with partial pivoting. */
function approximateInverse(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const m = table(n, 2 * n, (i, j) => (j < n ? matrix[i]![j]! : Number(i === j - n)));
  for (let i = 0; i < n; i++) {
    let best = i;
    for (let k = i + 1; k < n; k++) if (Math.abs(m[k]![i]!) > Math.abs(m[best]![i]!)) best = k;
    const own = m[best]!.map((entry) => entry / m[best]![i]!);
    [m[best], m[i]] = [m[i]!, own];
    for (const row of m) {
      const by = row[i]!;
      if (row !== own && by !== 0) for (const [j, entry] of own.entries()) row[j]! -= by * entry;
    }
  }
  return m.map((row) => row.slice(n));
}

/**
 * All lines, in both directions, that d − 1 independent ones of the rows are orthogonal to. With each row chosen the basis of what is
 * orthogonal to all of them loses a vector, by elimination without fractions: the pivot before divides all entries (Bareiss, 1968).
 */
function raysOf(rows: readonly (readonly bigint[])[], d: number, samples: number): bigint[][] {
  const rays: bigint[][] = [];
  let work = 0;
  const choose = (before: bigint, next: number, basis: Matrix['rows']): void => {
    if (basis.length === 1) for (const sign of [1n, -1n]) rays.push(basis[0]!.map((m) => sign * m));
    for (let k = next; basis.length > 1 && k <= rows.length - basis.length + 1; k++) {
      if (!((work += (samples + d) * d * d) <= RAY_PRODUCTS)) fail('a dead unit has too many rays');
      const along = basis.map((vector) => dot(rows[k]!, vector));
      const p = along.findIndex((m) => m !== 0n);
      const less = (vector: readonly bigint[], q: number) => vector.map((m, j) => (along[p]! * m - along[q]! * basis[p]![j]!) / before);
      if (p >= 0) choose(along[p]!, k + 1, basis.map(less).toSpliced(p, 1));
    }
  };
  choose(1n, 0, map(ones(d, d), (_, i, j) => BigInt(i === j)).rows);
  return rays;
}

// ---- The command line ------------------------------------------------------------------------------------------------------------------
/** Exit code 0: valid; 1: not valid; 2: wrong usage, or no JSON to be read. */
function main(): number {
  try {
    const options = { exact: { type: 'boolean' }, json: { type: 'boolean' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length !== 1) fail('usage: node checker.js certificate.json [--exact] [--json]');
    const result = verify(JSON.parse(readFileSync(positionals[0]!, 'utf8')), { level: values.exact === true ? 'exact' : 'float64' });
    const text = `${result.valid ? 'valid' : 'NOT VALID'} (${result.claim ?? 'no claim'}, ${result.level}): ${result.reason}`;
    process.stdout.write(`${values.json === true ? JSON.stringify(result, null, 2) : text}\n`);
    return result.valid ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 2;
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) process.exitCode = main();
