import { expect, test } from '@jest/globals';
import { certify } from '../../src/certify/certify.js';
import { verifyCertificate } from '../../src/certify/verifyCertificate.js';
import { Dataset } from '../../src/data/Dataset.js';
import { Network } from '../../src/network/Network.js';
import { train } from '../../src/train/train.js';

const masks = { kind: 'gaussian', sigma: 0.1 } as const;

test.each([
  { claim: 'full-rank', inputs: 10, samples: 40, optimizer: 'levenberg-marquardt' },
  { claim: 'zero-loss-nearby', inputs: 10, samples: 40, optimizer: 'levenberg-marquardt' },
  { claim: 'kink-minimum', inputs: 3, samples: 40, optimizer: 'active-set' },
] as const)('second implementation: the checker proves what is certified, at both levels: $claim', async (problem) => {
  const { claim, inputs, samples, optimizer } = problem;
  const data = Dataset.gaussian({ samples, inputs, seed: 1, masks });
  const { network } = await train(Network.random({ inputs, hidden: [inputs], slope: 0.1, seed: 2 }), data, { optimizer });
  const result = await certify(network, data, { claim });
  if (result.outcome !== 'certified') throw new Error(result.reason);
  for (const level of ['float64', 'exact'] as const)
    expect(await verifyCertificate(result.certificate, { level, network, data })).toMatchObject({ valid: true, claim, level });
  const other = Dataset.gaussian({ samples, inputs, seed: 3, masks });
  expect(await verifyCertificate(result.certificate, { network, data: other })).toMatchObject({ valid: false });
});

test('second implementation: a local minimum in closed form', async () => {
  // v = w x at x = 1, 1, 2 and targets 1, 2, 3: least squares at w = 1.5 leave Σe² = 1/2.
  const data = Dataset.from({ inputs: [[1], [1], [2]], targets: [1, 2, 3] });
  const network = Network.from({ layers: [{ weights: [[1.5]] }, { weights: [[1]] }], slopes: [0.5] });
  const result = await certify(network, data, { claim: 'local-minimum' });
  if (result.outcome !== 'certified') throw new Error(result.reason);
  for (const level of ['float64', 'exact'] as const)
    expect(await verifyCertificate(result.certificate, { level, network, data })).toMatchObject({ valid: true, level });
});
