import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { parseDataSpecification } from '../../src/data/parseDataSpecification.js';
import { ArgumentError } from '../../src/errors.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

test.each([
  ['gaussian:N=100,d=25,seed=1', { kind: 'gaussian', samples: 100, inputs: 25, seed: 1, masks: undefined }],
  [
    'gaussian:N=100,d=25,mask=gaussian,sigma=0.1,mask-seed=1',
    { kind: 'gaussian', samples: 100, inputs: 25, seed: 0, masks: { kind: 'gaussian', sigma: 0.1, seed: 1 } },
  ],
  [
    'gaussian:d=2,mask=bernoulli,N=1,keep=.5',
    { kind: 'gaussian', samples: 1, inputs: 2, seed: 0, masks: { kind: 'bernoulli', keep: 0.5, seed: 0 } },
  ],
  ['gaussian:N=1e2,d=2,mask=none', { kind: 'gaussian', samples: 100, inputs: 2, seed: 0, masks: { kind: 'none' } }],
  ['mnist:../digits,N=200,seed=3', { kind: 'mnist', directory: '../digits', samples: 200, inputs: undefined, seed: 3, masks: undefined }],
  ['mnist:/a, b:c/d,N=200,d=10', { kind: 'mnist', directory: '/a, b:c/d', samples: 200, inputs: 10, seed: 0, masks: undefined }],
  ['data.json', { kind: 'file', path: 'data.json', targets: undefined, masks: undefined }],
  ['./a,b:c.json,mask=uniform,delta=1e-3', { kind: 'file', path: './a,b:c.json', masks: { kind: 'uniform', delta: 0.001, seed: 0 } }],
  ['a,b.csv,targets=2', { kind: 'file', path: 'a,b.csv', targets: 2, masks: undefined }],
  ['a.csv,targets=y', { kind: 'file', path: 'a.csv', targets: ['y'], masks: undefined }],
  ['a.csv,mask=none,targets=u+v w', { kind: 'file', path: 'a.csv', targets: ['u', 'v w'], masks: { kind: 'none' } }],
  ['C:\\data.json', { kind: 'file', path: 'C:\\data.json', targets: undefined, masks: undefined }],
])('%s', (text, expected) => {
  expect(parseDataSpecification(text)).toEqual(expected);
});

test.each([
  ['gausian:N=1,d=1', 'for the kind in data "gausian:N=1,d=1" but received "gausian" (the nearest is "gaussian")'],
  ['gaussian:', 'Expected key=value, separated by commas for the list in data "gaussian:" but received ""'],
  ['gaussian:d=1', 'Expected the number of samples, N=… for N in data "gaussian:d=1" but received nothing'],
  ['gaussian:N=1', 'Expected the number of inputs, d=… for d'],
  ['gaussian:N=1,d=1,sed=1', 'but received "sed" (the nearest is "seed")'],
  ['gaussian:n=1,d=1', 'but received "n" (the nearest is "N")'],
  ['gaussian:N=1,N=2,d=1', 'Expected one value for N in data "gaussian:N=1,N=2,d=1" but received two'],
  ['gaussian:N=0,d=1', 'Expected an integer from 1 to 2147483647 for N'],
  ['gaussian:N=1.5,d=1', 'but received 1.5'],
  ['gaussian:N=0x10,d=1', 'Expected a number for N in data "gaussian:N=0x10,d=1" but received "0x10"'],
  ['gaussian:N=,d=1', 'but received ""'],
  ['gaussian:N=1,d=1,seed=-1', 'for seed in data'],
  ['gaussian:N=1,d=1,seed=1e999', 'but received Infinity'],
  ['gaussian:N=1,d=1,mask=gauss', 'but received "gauss" (the nearest is "gaussian")'],
  ['gaussian:N=1,d=1,mask=gaussian', 'Expected a finite number of at least 0 and of at most 1e+300 for sigma in data'],
  ['gaussian:N=1,d=1,mask=gaussian,sigma=-1', 'for sigma in data'],
  ['gaussian:N=1,d=1,mask=gaussian,sigma=1,mask-seed=-1', 'for mask-seed in data'],
  ['gaussian:N=1,d=1,mask=bernoulli,sigma=1', 'Expected a key of mask=bernoulli for sigma'],
  ['gaussian:N=1,d=1,mask=none,mask-seed=1', 'Expected a key of mask=none for mask-seed'],
  ['gaussian:N=1,d=1,sigma=1', 'Expected mask=… beside it for sigma'],
  ['mnist:,N=1', 'Expected the path of a file for the folder'],
  ['mnist:dir', 'Expected the number of samples, N=… for N'],
  ['data.json,mask=gaussian,N=3', 'Expected only keys of targets, mask, sigma, keep, delta, mask-seed'],
  [',mask=none', 'for the path in data'],
  [',targets=y', 'for the path in data'],
  ['a.csv,targets=0', 'Expected an integer from 1 to 2147483647 for targets in data "a.csv,targets=0" but received 0'],
  ['a.csv,targets=y+y', 'Expected different names for targets in data'],
  ['gaussian:N=1,d=1,targets=y', 'but received "targets"'],
  ['', 'Expected the path of a file for data but received ""'],
])('%s is refused', (text, message) => {
  expect(() => parseDataSpecification(text)).toThrow(ArgumentError);
  expect(() => parseDataSpecification(text)).toThrow(message);
});

test('gives the data set it describes', async () => {
  const masks = { kind: 'gaussian', sigma: 0.1, seed: 2 } as const;
  expect(await Dataset.parse('gaussian:N=5,d=3,seed=1,mask=gaussian,sigma=0.1,mask-seed=2')).toEqual(
    Dataset.gaussian({ samples: 5, inputs: 3, seed: 1, masks }),
  );
  const plain = path.join(folder, 'plain.json');
  writeFileSync(plain, '{"format": "kinkless-data/1", "inputs": [[1]], "targets": [1]}');
  expect((await Dataset.parse(`${plain},mask=gaussian,sigma=0.1,mask-seed=2`)).masks).toEqual(masks);
  const masked = path.join(folder, 'masked.json');
  writeFileSync(masked, '{"format": "kinkless-data/1", "inputs": [[1]], "targets": [1], "masks": [[[1]]]}');
  await expect(Dataset.parse(`${masked},mask=none`)).rejects.toThrow('has masks of its own');
});
