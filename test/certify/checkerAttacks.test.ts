import { expect, test } from '@jest/globals';
import { verify } from '../../src/certify/checker.js';
import { certify } from '../../src/certify/certify.js';
import type { Problem } from '../oracle/Problem.js';
import { generator } from '../oracle/randomProblem.js';
import { instance } from '../support/instance.js';
import { claimOf, store, type StoredCertificate } from '../support/claimOf.js';
import { minimumClaim } from '../support/trueClaims.js';

const LEVELS = ['float64', 'exact'] as const;
const isValid = (certificate: unknown): boolean[] => LEVELS.map((level) => verify(certificate, { level }).valid);
const [NEITHER, BOTH] = [
  [false, false],
  [true, true],
];

/** The float64 after x > 0. */
function after(x: number): number {
  const bits = new BigUint64Array(new Float64Array([x]).buffer);
  bits[0]! += 1n;
  return new Float64Array(bits.buffer)[0]!;
}

/** N = d² samples whose columns of G are e_i ⊗ e_j: K = I, whose least singular value is 1. With `tilt`, the last column is that much away from the others' span. */
function orthonormal(d: number, tilt?: number): Problem {
  const indices = Array.from({ length: d * d }, (_, n) => [Math.floor(n / d), n % d] as const);
  const unit = (k: number): number[] => Array.from({ length: d }, (_, j) => Number(j === k));
  const last = d * d - 1;
  const isTilted = (n: number): boolean => tilt !== undefined && n === last;
  return {
    inputs: indices.map(([, j], n) => (isTilted(n) ? [1, ...unit(d - 1).slice(1)] : unit(j))),
    targets: indices.map(() => [1]),
    masks: [indices.map(([i], n) => (isTilted(n) ? [1, ...unit(d - 1).slice(1, -1), tilt!] : unit(i)))],
    slopes: [0.5],
    layers: [{ weights: unit(0).map(() => unit(0).map(() => 1)) }, { weights: [unit(0).map(() => 1)] }],
  };
}

// Below and beyond the 512 samples up to which long integers serve.
test.each([4, 23])('closed form: a least singular value of 1, %p² samples, is proved almost to 1 and never beyond', (d) => {
  const claim = (sigmaMin: number): StoredCertificate => claimOf('full-rank', orthonormal(d), { sigmaMin, layer: 1 });
  expect(isValid(claim(0))).toEqual(BOTH);
  expect(isValid(claim(1 - 2 ** -15))).toEqual(BOTH);
  for (const sigmaMin of [after(1), 1 + 2 ** -30, 1.5, 2 ** 30, 1e300, Number.MAX_VALUE]) expect(isValid(claim(sigmaMin))).toEqual(NEITHER);
});

test.each([4, 23])(
  'closed form: with a column that is t away from the span of the others the least singular value is below t, %p² samples',
  (d) => {
    for (const t of [2 ** -3, 2 ** -12, 2 ** -26, 2 ** -60]) {
      expect([t, ...isValid(claimOf('full-rank', orthonormal(d, t), { sigmaMin: t, layer: 1 }))]).toEqual([t, ...NEITHER]);
    }
    // The column's part in that span has the length √2: the least singular value is about t/√3.
    expect(isValid(claimOf('full-rank', orthonormal(d, 2 ** -3), { sigmaMin: 2 ** -4, layer: 1 }))).toEqual(BOTH);
    const dependent = orthonormal(d, 0);
    for (const sigmaMin of [0, 5e-324, 1e-200, 1e-8])
      expect(isValid(claimOf('full-rank', dependent, { sigmaMin, layer: 1 }))).toEqual(NEITHER);
  },
);

test('closed form: beyond 512 samples a least singular value near 10^-4 is proved almost to its value and never beyond', () => {
  const t = 2 ** -13;
  // Of K all but the span of two vectors is 1; there it is [[1, c], [c, q]] with c² = 2 + t² and q = 2 + 2 t², of determinant t².
  const [c2, q] = [2 + t * t, 2 + 2 * t * t];
  const sigma = t / Math.sqrt((1 + q + Math.sqrt((1 - q) ** 2 + 4 * c2)) / 2);
  const claim = (sigmaMin: number): StoredCertificate => claimOf('full-rank', orthonormal(23, t), { sigmaMin, layer: 1 });
  expect(isValid(claim(sigma * (1 - 2 ** -5)))).toEqual(BOTH);
  expect(isValid(claim(sigma * (1 + 2 ** -48)))).toEqual(NEITHER);
});

test('numbers from 2^-300 to 2^300: what they prove does not change with their units', () => {
  const problem = orthonormal(3);
  for (const scale of [2 ** -300, 2 ** -149, 2 ** 149, 2 ** 300]) {
    const scaled = { ...problem, inputs: problem.inputs.map((row) => row.map((x) => x * scale)) };
    expect(isValid(claimOf('full-rank', scaled, { sigmaMin: scale * (1 - 2 ** -30), layer: 1 }))).toEqual(BOTH);
    expect(isValid(claimOf('full-rank', scaled, { sigmaMin: after(scale), layer: 1 }))).toEqual(NEITHER);
  }
});

/** v = w x at x = 1, w = 1: the nearest zero of the loss is at w = y. */
const line = (y: number, slope = 0.5): Problem => ({
  inputs: [[1]],
  targets: [[y]],
  slopes: [slope],
  layers: [{ weights: [[1]] }, { weights: [[1]] }],
});

test('closed form: a distance is accepted where it is exact, not below, and not where it ends on the kink', () => {
  const claim = (y: number, radius: number, sigmaMin = 1 - 2 ** -30): StoredCertificate =>
    claimOf('zero-loss-nearby', line(y), { sigmaMin, radius, layer: 1 });
  expect(isValid(claim(1.5, 0.5 * (1 + 2 ** -29)))).toEqual(BOTH);
  expect(isValid(claim(1.5, 0.5 * (1 - 2 ** -50)))).toEqual(NEITHER);
  // At y = 0 and beyond zero loss is on the kink or on its other side.
  for (const y of [0, -0.1, 2.5]) expect(isValid(claim(y, 10))).toEqual(NEITHER);
  // With the sample met already any radius is right, 0 too.
  expect(isValid(claim(1, 0))).toEqual(BOTH);
});

test('closed form: of v = w₂ w₁ x with all weights moving, zero loss is at √y, and no radius below that is accepted', () => {
  for (const y of [1 + 2 ** -4, 1 + 2 ** -10, 1 - 2 ** -10]) {
    const claim = (radius: number): StoredCertificate =>
      claimOf('zero-loss-nearby', line(y), { sigmaMin: Math.SQRT2 * (1 - 2 ** -30), radius, layer: 0 });
    const distance = Math.SQRT2 * Math.abs(Math.sqrt(y) - 1);
    expect(isValid(claim(1.5 * distance))).toEqual(BOTH);
    expect(isValid(claim(distance * (1 - 2 ** -40)))).toEqual(NEITHER);
  }
  // Met already, any radius is right, 0 too; not so a σ_min above √2, nor zero loss on the kink, or where the loss is only nearly zero.
  const met = (radius: number, { sigmaMin = Math.SQRT2 * (1 - 2 ** -30), problem = line(1) } = {}): boolean[] =>
    isValid(claimOf('zero-loss-nearby', problem, { sigmaMin, radius, layer: 0 }));
  for (const radius of [0, 5e-324, 2 ** -30, 2 ** -10]) expect(met(radius)).toEqual(BOTH);
  for (const sigmaMin of [0, Math.SQRT2 * (1 + 2 ** -30)]) expect(met(0, { sigmaMin })).toEqual(NEITHER);
  expect(met(0, { problem: { ...line(0), layers: [{ weights: [[0]] }, { weights: [[1]] }] }, sigmaMin: 0.5 })).toEqual(NEITHER);
  expect(met(0, { problem: line(after(1)) })).toEqual(NEITHER);
  // There is none on this side of the kink.
  expect(isValid(claimOf('zero-loss-nearby', line(-0.5), { sigmaMin: 1.4, radius: 1, layer: 0 }))).toEqual(NEITHER);
});

const valid = claimOf('full-rank', line(1), { sigmaMin: 0.5, layer: 1 });

test('shapes that are none, properties that are inherited, and numbers in other clothes are refused', () => {
  expect(isValid(valid)).toEqual(BOTH);
  const attacks: ((value: StoredCertificate) => unknown)[] = [
    (value) => Object.create(value) as unknown,
    (value) => JSON.parse(JSON.stringify(value).replace('{', '{"__proto__":{},')) as unknown,
    (value) => ({ ...value, statement: Object.create(value.statement) as unknown }),
    (value) => ({ ...value, statement: { ...value.statement, claim: ['full-rank'] } }),
    (value) => ({ ...value, statement: { ...value.statement, claim: 'toString' } }),
    (value) => ({ ...value, statement: { ...value.statement, sigmaMin: { valueOf: () => 0.5 } } }),
    (value) => ({ ...value, statement: { ...value.statement, sigmaMin: NaN } }),
    (value) => ({ ...value, statement: { ...value.statement, sigmaMin: -5e-324 } }),
    (value) => ({ ...value, statement: { ...value.statement, layer: 2 ** 32 + 1 } }),
    (value) => (((value.statement.network.widths = [1, 1]), (value.statement.network.slopes = [])), value),
    (value) => ((value.statement.network.slopes = [NaN]), value),
    (value) => ((value.statement.network.bias = [0, 0] as never), value),
    (value) => ((value.statement.network.weights = []), value),
    (value) => ((value.statement.data.inputs = store([[]])), value),
    (value) => ((value.statement.data.inputs.shape = [0, 1]), (value.statement.data.inputs.base64 = ''), value),
    (value) => ((value.statement.data.inputs.shape = [1, 1, 1]), value),
    (value) => ((value.statement.data.inputs.shape = [1.5, 1]), value),
    (value) => ((value.statement.data.inputs.shape = ['1', 1] as never), value),
    (value) => ((value.statement.data.masks = []), value),
    (value) => ((value.statement.data.sha256 = value.statement.data.sha256.toUpperCase()), value),
    (value) => ((value.statement.spurious = { weights: value.statement.network.weights, lossUpper: 0 }), value),
  ];
  for (const [k, attack] of attacks.entries()) expect([k, ...isValid(attack(structuredClone(valid)))]).toEqual([k, ...NEITHER]);
});

/** A kink minimum that is accepted. */
function kinkMinimum(): StoredCertificate {
  for (let seed = 0; ; seed++) {
    const certificate = minimumClaim(seed, 2 ** -40);
    if (certificate.statement.claim === 'kink-minimum' && isValid(certificate)[0]!) return certificate;
  }
}

test('a witness proves nothing by itself: pairs given twice count once, and strange pairs are refused', () => {
  const certificate = kinkMinimum();
  const pairs = certificate.witness.onKink!;
  const withPairs = (onKink: unknown): boolean[] => isValid({ ...certificate, witness: { onKink } });
  expect(withPairs([...pairs, ...pairs, ...pairs])).toEqual(BOTH);
  const { widths } = certificate.statement.network;
  const samples = certificate.statement.data.inputs.shape[0]!;
  for (const pair of [[0, samples], [widths[1]!, 0], [-1, 0], [0, -1], [0.5, 0], [0], [0, 0, 0], ['0', '0'], null, [NaN, 0]])
    expect([pair, ...withPairs([...pairs, pair])]).toEqual([pair, ...NEITHER]);
  for (const all of [{}, 'text', 7, [], null, undefined]) expect([all, ...withPairs(all)]).toEqual([all, ...NEITHER]);
  for (const witness of [undefined, null, [], 'text']) expect(isValid({ ...certificate, witness })).toEqual(NEITHER);
});

/**
 * A ReLU unit with all weights 0 and output weight 1: Σ e ψ(δ·x̄) = Σ_j |δ_j| − weight Σ_q (δ·x_q)⁺ with 90 rows x_q of ±1 and 0, which have
 * `first` at the front. Without the last `free` inputs among the convex terms.
 */
function deadUnit(weight: number, { first, free = 0 }: { readonly first?: number; readonly free?: number } = {}): Problem {
  const next = generator(11);
  const axes = [0, 1, 2, 3, 4].slice(free).flatMap((j) => [1, -1].map((sign) => [0, 1, 2, 3, 4].map((k) => (k === j ? sign : 0))));
  const rows = Array.from({ length: 90 }, () => [0, 1, 2, 3, 4].map((j) => (j === 0 ? (first ?? 1) : Math.floor(3 * next()) - 1)));
  return {
    inputs: [...axes, ...rows],
    targets: [...axes.map(() => [-1]), ...rows.map(() => [weight])],
    slopes: [0],
    layers: [{ weights: [[0, 0, 0, 0, 0]] }, { weights: [[1]] }],
  };
}

test('closed form: a dead unit with 10 convex kinks and 90 concave ones, of which only the convex ones bound cells', async () => {
  const claim = (problem: Problem): StoredCertificate => {
    const loss = problem.targets.reduce((sum, [y]) => sum + y! * y!, 0) / (2 * problem.inputs.length);
    const numbers = { radius: 2 ** -30, lossLower: loss * (1 - 1e-12), lossUpper: loss * (1 + 1e-12) };
    return claimOf('kink-minimum', problem, numbers, { onKink: problem.inputs.map((_, n) => [0, n]) });
  };
  // Σ_q |δ·x_q| ≤ 90 Σ |δ_j|.
  expect(isValid(claim(deadUnit(1 / 128)))).toEqual(BOTH);
  const { network, data } = instance(deadUnit(1 / 128));
  const result = await certify(network, data, { claim: 'kink-minimum' });
  if (result.outcome !== 'certified') throw new Error(result.reason);
  expect(isValid(JSON.parse(JSON.stringify(result.certificate)))).toEqual(BOTH);
  // Along the first input it falls by 90 weight − 1; along one without convex terms it falls both ways together.
  for (const problem of [deadUnit(1 / 64), deadUnit(1 / 2 ** 20, { free: 1 }), deadUnit(1 / 2 ** 20, { first: 0, free: 1 })])
    expect(isValid(claim(problem))).toEqual(NEITHER);
  for (const problem of [deadUnit(1 / 64), deadUnit(1 / 2 ** 20, { free: 1 })]) {
    const point = instance(problem);
    expect((await certify(point.network, point.data, { claim: 'kink-minimum' })).outcome).not.toBe('certified');
  }
});

test('a second point has to be lower than the bound of the first', () => {
  const certificate = kinkMinimum();
  const { statement } = certificate;
  const same = { weights: statement.network.weights, lossUpper: statement.lossLower! };
  expect(isValid({ ...certificate, statement: { ...statement, spurious: same } })).toEqual(NEITHER);
  expect(isValid({ ...certificate, statement: { ...statement, spurious: { ...same, lossUpper: same.lossUpper / 2 } } })).toEqual(NEITHER);
  expect(isValid({ ...certificate, statement: { ...statement, spurious: { ...same, lossUpper: NaN } } })).toEqual(NEITHER);
});
