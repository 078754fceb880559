import { expect, test } from '@jest/globals';
import { certify } from '../../src/certify/certify.js';
import { verifyCertificate } from '../../src/certify/verifyCertificate.js';
import { Dataset } from '../../src/data/Dataset.js';
import { Network } from '../../src/network/Network.js';
import { train } from '../../src/train/train.js';

const masks = { kind: 'gaussian', sigma: 0.1, seed: 3 } as const;

// N = 480 is more than the 400 weights of the last hidden layer: all layers have to move.
test.each([
  { hidden: [20, 20], inputs: 10, samples: 200, layer: 2 },
  { hidden: [20, 20], inputs: 10, samples: 300, layer: 2 },
  { hidden: [20, 20], inputs: 10, samples: 380, layer: 2 },
  { hidden: [20, 20], inputs: 10, samples: 480, layer: 0 },
  { hidden: [30, 30, 30], inputs: 20, samples: 600, layer: 3 },
])('second implementation: zero loss of $hidden units at N = $samples, layer $layer moving', async ({ hidden, inputs, samples, layer }) => {
  const data = Dataset.gaussian({ samples, inputs, seed: 1, masks });
  const { network } = await train(Network.random({ inputs, hidden, slope: 0.1, seed: 2 }), data);
  const result = await certify(network, data);
  if (result.outcome !== 'certified') throw new Error(result.reason);
  expect(result.certificate.statement).toMatchObject({ claim: 'zero-loss-nearby', layer });
  expect(result.certificate.statement.radius).toBeLessThan(1e-9);
  expect(await verifyCertificate(result.certificate, { network, data })).toMatchObject({ valid: true });
});

test('every layer may have a bias, and all of them move', async () => {
  const data = Dataset.gaussian({ samples: 78, inputs: 4, seed: 1, masks });
  const start = Network.random({ inputs: 4, hidden: [8, 8], slope: 0.1, bias: true, seed: 2 });
  const { network } = await train(start, data);
  const result = await certify(network, data, { claim: 'zero-loss-nearby' });
  if (result.outcome !== 'certified') throw new Error(result.reason);
  // (8 + 1)·8 + 1 weights of the last hidden layer and its output bias are fewer than the samples.
  expect(result.certificate.statement.layer).toBe(0);
  expect(result.certificate.statement.sentence).toContain('all weights and biases');
  for (const level of ['float64', 'exact'] as const)
    expect(await verifyCertificate(result.certificate, { level, network, data })).toMatchObject({ valid: true, level });
});

test('what Newton and Kantorovich lack is said: residuals that are too large, or a Jacobian without full rank', async () => {
  const data = Dataset.gaussian({ samples: 78, inputs: 4, seed: 1, masks });
  const start = Network.random({ inputs: 4, hidden: [8, 8], slope: 0.1, bias: true, seed: 2 });
  expect(await certify(start, data, { claim: 'zero-loss-nearby' })).toMatchObject({
    outcome: 'inconclusive',
    reason: expect.stringMatching(
      /^All weights moving, Newton's method is not shown to converge: h = .* exceeds 1\/2/,
    ) as unknown as string,
  });
  const many = Dataset.gaussian({ samples: 140, inputs: 4, seed: 1, masks });
  expect(await certify(start, many, { claim: 'zero-loss-nearby' })).toMatchObject({
    outcome: 'inconclusive',
    reason: expect.stringContaining('of the Jacobian of all weights') as unknown as string,
  });
});

test('what is too large for the checker is not certified, though it is proved; a refutation needs no checker', async () => {
  const data = Dataset.gaussian({ samples: 40, inputs: 8200, seed: 1 });
  const network = Network.random({ inputs: 8200, hidden: [2], slope: 0.1, seed: 2 });
  expect(await certify(network, data, { claim: 'full-rank' })).toMatchObject({
    outcome: 'inconclusive',
    reason: expect.stringMatching(/^The claim is proved, but/) as unknown as string,
  });
  const many = Dataset.gaussian({ samples: 9000, inputs: 3, seed: 1 });
  const { outcome } = await certify(Network.random({ inputs: 3, hidden: [2], slope: 0.1, seed: 2 }), many, { claim: 'full-rank' });
  expect(outcome).toBe('refuted');
});

test('rank at capacity: N = D = 2500, where the Gram matrix has a condition of 10^10', async () => {
  const data = Dataset.gaussian({ samples: 2500, inputs: 50, seed: 1 });
  const network = Network.random({ inputs: 50, hidden: [50], slope: 0.01, seed: 2 });
  expect(await certify(network, data, { claim: 'full-rank' })).toMatchObject({ outcome: 'certified' });
});
