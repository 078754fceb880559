import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { certify } from '../../src/certify/certify.js';
import { Dataset } from '../../src/data/Dataset.js';
import { Network } from '../../src/network/Network.js';
import { train } from '../../src/train/train.js';
import { verifyCertificate } from '../../src/certify/verifyCertificate.js';
import { falseIn } from '../oracle/falseIn.js';
import type { StoredCertificate } from '../support/claimOf.js';
import { readStatement } from '../support/readStatement.js';

/** Two units, two samples on either side: A = [1 s; s 1], X = I. */
const data = Dataset.from({ inputs: [[1, 0], [0, 1]], targets: [1, 2] }); // prettier-ignore
const twoUnits = (slope: number, outgoing: number[]): Network =>
  Network.from({ layers: [{ weights: [[1, -1], [-1, 1]] }, { weights: [outgoing] }], slopes: [slope] }); // prettier-ignore

test('closed form: G of two orthogonal samples has both singular values √(1 + s²)', async () => {
  for (const slope of [0, 0.5, -1]) {
    const result = await certify(twoUnits(slope, [1, 1]), data, { claim: 'full-rank' });
    if (result.outcome !== 'certified') throw new Error(result.reason);
    const { sigmaMin, layer } = result.certificate.statement;
    expect(sigmaMin).toBeLessThanOrEqual(Math.hypot(1, slope));
    expect(sigmaMin).toBeGreaterThan(0.5 * Math.hypot(1, slope));
    expect(layer).toBe(1);
  }
});

test('closed form: a sample more than rows refutes full-rank, and two equal samples leave it open', async () => {
  const point = Network.from({ layers: [{ weights: [[1, 1]] }, { weights: [[1]] }], slopes: [0] });
  const three = Dataset.from({ inputs: [[1, 0], [0, 1], [1, 1]], targets: [1, 1, 1] }); // prettier-ignore
  expect(await certify(point, three, { claim: 'full-rank' })).toMatchObject({ outcome: 'refuted', evidence: { rows: 2, samples: 3 } });
  const equal = Dataset.from({ inputs: [[1, 1], [1, 1]], targets: [1, 2] }); // prettier-ignore
  expect((await certify(point, equal, { claim: 'full-rank' })).outcome).toBe('inconclusive');
});

test('closed form: where one unit has a positive loss whatever its weights, zero loss is refuted with its least value', async () => {
  // v = w x at x = 1, 1, 2 and targets 1, 2, 3: least squares at w = 1.5 leave Σe² = 1/2.
  const point = Network.from({ layers: [{ weights: [[1]] }, { weights: [[1]] }], slopes: [0] });
  const result = await certify(point, Dataset.from({ inputs: [[1], [1], [2]], targets: [1, 2, 3] }), { claim: 'zero-loss-nearby' });
  if (result.outcome !== 'refuted') throw new Error(result.reason);
  expect(result.evidence.lossLower).toBeLessThanOrEqual(1 / 12);
  expect(result.evidence.lossLower).toBeCloseTo(1 / 12, 12);
});

test('closed form: a local minimum is refuted where the least squares of the region lie across a kink', async () => {
  // v = w x for w > 0 at x = 1, 2 and targets −1, −2: least at w = −1, where the slope would be another.
  const point = Network.from({ layers: [{ weights: [[1]] }, { weights: [[1]] }], slopes: [0.5] });
  const result = await certify(point, Dataset.from({ inputs: [[1], [2]], targets: [-1, -2] }), { claim: 'local-minimum' });
  expect(result).toMatchObject({ outcome: 'refuted', evidence: { unit: 0, sample: 0 } });
  const flipped = await certify(point, Dataset.from({ inputs: [[1], [-2]], targets: [-1, 1] }), { claim: 'local-minimum' });
  expect(flipped.outcome).toBe('refuted');
  // With such targets on this side there is one, at w = 7/5.
  const near = Network.from({ layers: [{ weights: [[1.4]] }, { weights: [[1]] }], slopes: [0.5] });
  const met = await certify(near, Dataset.from({ inputs: [[1], [2]], targets: [1, 3] }), { claim: 'local-minimum' });
  expect(met.outcome).toBe('certified');
});

test('closed form: |t| + 1 is least on its kink, with the loss 1/4', async () => {
  // v = |w · x|: the second sample is met exactly, the first cannot come below 0, and its target is −1.
  const point = Network.from({ layers: [{ weights: [[0, 1]] }, { weights: [[1]] }], slopes: [-1] });
  const on = Dataset.from({ inputs: [[1, 0], [0, 1]], targets: [-1, 1] }); // prettier-ignore
  expect(await certify(point, on, { claim: 'full-rank' })).toMatchObject({ outcome: 'inconclusive' });
  const result = await certify(point, on);
  if (result.outcome !== 'certified') throw new Error(result.reason);
  const { claim, lossLower, lossUpper } = result.certificate.statement;
  expect(claim).toBe('kink-minimum');
  expect(result.certificate.witness.onKink).toEqual([[0, 0]]);
  expect(lossLower).toBeLessThanOrEqual(0.25);
  expect(lossLower).toBeCloseTo(0.25, 12);
  expect(lossUpper).toBeGreaterThanOrEqual(0.25);
  expect(lossUpper).toBeCloseTo(0.25, 12);
  expect(await certify(twoUnits(0.5, [1, 1]), data, { claim: 'kink-minimum' })).toMatchObject({ outcome: 'inconclusive' });
});

test('closed form: where zero loss is met exactly, and only the output weight can move the output, the radius is 0', async () => {
  // v = w₂ w₁ x at x = 1, w₁ = 2, w₂ = 0 and target 0: J = (0, 2).
  const point = Network.from({ layers: [{ weights: [[2]] }, { weights: [[0]] }], slopes: [0.5] });
  const met = Dataset.from({ inputs: [[1]], targets: [0] });
  const result = await certify(point, met, { claim: 'zero-loss-nearby' });
  if (result.outcome !== 'certified') throw new Error(result.reason);
  const { statement } = result.certificate;
  expect(statement).toMatchObject({ layer: 0, radius: 0 });
  expect(statement.sigmaMin).toBeLessThanOrEqual(2);
  expect(statement.sigmaMin).toBeGreaterThan(1);
  expect(falseIn(JSON.parse(JSON.stringify(result.certificate)) as StoredCertificate)).toBe('');
  for (const level of ['float64', 'exact'] as const)
    expect(await verifyCertificate(result.certificate, { level })).toMatchObject({ valid: true, level });
});

test('a certificate holds the very bytes of network and data, their hash, and what a checker has to know', async () => {
  const masked = Dataset.gaussian({ samples: 30, inputs: 6, seed: 1, masks: { kind: 'gaussian', sigma: 0.1, seed: 2 } });
  const { network } = await train(Network.random({ inputs: 6, hidden: [7], bias: true, slope: 0.1, seed: 3 }), masked);
  const result = await certify(network, masked);
  if (result.outcome !== 'certified') throw new Error(result.reason);
  const { certificate } = result;
  const { statement, witness } = JSON.parse(JSON.stringify(certificate)) as typeof certificate;
  const read = readStatement(statement);
  expect(Network.fromJSON({ format: 'kinkless-model/1', inputs: 6, slopes: read.slopes, layers: read.layers }).parameters()).toEqual(
    network.parameters(),
  );
  expect(read.inputs.flat()).toEqual(Array.from(masked.inputs.data));
  expect(read.masks!.flat(2)).toEqual(Array.from(masked.resolveMasks([7])![0]!.data));
  const hash = createHash('sha256');
  for (const { data: numbers } of [masked.inputs, masked.targets, ...masked.resolveMasks([7])!])
    hash.update(new Uint8Array(numbers.buffer));
  expect(statement.data.sha256).toBe(hash.digest('hex'));
  expect(statement).toMatchObject({ claim: 'zero-loss-nearby', layer: 1, spurious: null });
  expect(witness.tau).toBeGreaterThan(statement.sigmaMin! ** 2);
  expect(Object.keys(certificate)).toEqual(['format', 'statement', 'witness', 'producer']);
});

test('with a lower point beside it, a local minimum is certified to be spurious', async () => {
  const all = Dataset.gaussian({ samples: 20, inputs: 3, seed: 5, masks: { kind: 'gaussian', sigma: 0.1, seed: 6 } });
  const runs = [];
  for (let seed = 0; seed < 6; seed++)
    runs.push(await train(Network.random({ inputs: 3, hidden: [3], slope: 0.1, seed }), all, { optimizer: 'active-set' }));
  const [low, ...others] = runs.sort((a, b) => a.loss - b.loss);
  const results = await Promise.all(
    others.map(async ({ network, loss }) => ({
      loss,
      result: await certify(network, all, { claim: 'kink-minimum', lower: low!.network }),
    })),
  );
  const { loss, result } = results.find((tried) => tried.result.outcome === 'certified')!;
  if (result.outcome !== 'certified') throw new Error(result.reason);
  const { lossLower, lossUpper, spurious } = result.certificate.statement;
  expect(lossLower).toBeLessThanOrEqual(loss * (1 + 1e-9));
  expect(lossUpper).toBeGreaterThanOrEqual(loss * (1 - 1e-9));
  expect(spurious!.lossUpper).toBeLessThan(lossLower!);
  expect(spurious!.lossUpper).toBeGreaterThanOrEqual(low!.loss);
});

test('what a claim cannot be made of is refused, naming the argument', async () => {
  const deep = Network.random({ inputs: 2, hidden: [2, 2] });
  await expect(certify(deep, data, { claim: 'local-minimum' })).rejects.toThrow('Expected one hidden layer for local-minimum for network');
  await expect(certify(twoUnits(0, [1, 1]), data, { claim: 'zero-loss' as never })).rejects.toThrow('options.claim');
  await expect(certify(twoUnits(0, [1, 1]), data, { clam: 'auto' } as never)).rejects.toThrow('claim');
  await expect(certify(twoUnits(0, [1, 1]), data, { lower: deep })).rejects.toThrow('options.lower');
  const two = Network.random({ inputs: 2, hidden: [2], outputs: 2 });
  const pairs = Dataset.from({ inputs: [[1, 0]], targets: [[1, 2]] });
  await expect(certify(two, pairs)).rejects.toThrow('Expected one output for network');
  const tiny = Dataset.from({ inputs: [[1e-300, 0], [0, 1]], targets: [1, 2] }); // prettier-ignore
  expect((await certify(twoUnits(0, [1, 1]), tiny)).outcome).toBe('inconclusive');
  await expect(certify(twoUnits(0, [1, 1]), data, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
});
