import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { runCli } from '../support/runCli.js';
import { safetensors } from '../support/safetensors.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

// A PyTorch Sequential(Linear(2, 2), LeakyReLU(0.5), Linear(2, 1)) built byte by byte, and data that it fits exactly:
// u = (x_1 − x_2 + ½, −x_1 + x_2 + ½), y = LeakyReLU(u_1) − LeakyReLU(u_2).
const tensors = {
  '0.bias': { shape: [2], values: [0.5, 0.5] },
  '0.weight': { shape: [2, 2], values: [1, -1, -1, 1] },
  '2.bias': { shape: [1], values: [0] },
  '2.weight': { shape: [1, 2], values: [1, -1] },
};
const leaky = (u: number) => (u < 0 ? u / 2 : u);
const rows = [
  [1, 2],
  [3, 1],
  [-2, 0],
].map(([a, b]) => [a!, b!, leaky(a! - b! + 0.5) - leaky(b! - a! + 0.5)]);

function put(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

const data = put('data.csv', ['y,x1,x2', ...rows.map(([a, b, y]) => [y, a, b].join(','))].join('\n'));
const withSlopes = put('with.safetensors', safetensors(tensors, { slopes: '[0.5]' }));
const without = put('without.safetensors', safetensors(tensors));

test.each([
  ['its own slopes', [withSlopes]],
  ['slopes by option', [without, '--slope', '0.5']],
])('a PyTorch-style safetensors with %s is judged', async (_, model) => {
  const { code, stdout, stderr } = await runCli(['check', '--model', ...model, '--data', `${data},targets=y`, '--json']);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toMatchObject({ verdict: 'zero-loss-minimum', samples: 3, parameters: 9, loss: 0 });
});

test('without slopes it is a ReLU network: another function', async () => {
  const { code, stdout } = await runCli(['check', '--model', without, '--data', `${data},targets=y`, '--json']);
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as { loss: number }).loss).toBeGreaterThan(0.01);
});

test.each([
  [
    ['--model', withSlopes, '--slope', '0.5', '--data', `${data},targets=y`],
    /Expected none besides those in ".*with\.safetensors" for slopes/,
  ],
  [['--model', without, '--slope', 'x', '--data', `${data},targets=y`], /for --slope but received "x"/],
  [['--model', without, '--data', `${data},targets=z`], /data\.csv: the columns: expected one called "z" but found none/],
  [
    ['--model', put('cut.safetensors', safetensors(tensors).subarray(0, 100)), '--data', data],
    /cut\.safetensors: byte 100 of \d+: expected/,
  ],
  [['--model', 'model.pt', '--data', data], /model\.pt: name: expected a file that ends in \.json, \.npz, \.safetensors/],
])('%# is refused', async (words, message) => {
  const { code, stderr } = await runCli(['check', ...words]);
  expect(code).toBe(2);
  expect(stderr).toMatch(message);
});

test('training on a table', async () => {
  const out = path.join(folder, 'model.json');
  const { code, stderr } = await runCli(['train', '--data', `${data},targets=1`, '--hidden', '3', '--out', out]);
  expect([code, stderr]).toEqual([0, '']);
});
