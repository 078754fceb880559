// Oracle: PyTorch itself, by the lines of Python that the README shows.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { check, Dataset, Network, train } from '../../src/index.js';
import { runCli } from '../support/runCli.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

/** The variable names a Python; else the one of the benchmarks is asked, then the machine's own. */
const PYTHONS = [process.env['KINKLESS_PYTHON'], path.join('build', 'peers', 'bin', 'python'), 'python3'];
const hasTorch = (python: string): boolean => spawnSync(python, ['-c', 'import numpy, safetensors.torch, torch']).status === 0;
const python = PYTHONS.find((name) => name !== undefined && (name === 'python3' || existsSync(name)) && hasTorch(name));
const withTorch = python === undefined ? describe.skip : describe;
if (python === undefined)
  console.warn('No Python with torch and safetensors: the export from PyTorch is not tested. KINKLESS_PYTHON may name one.');

const folder = temporaryFolder();
const at = (name: string) => path.join(folder, name);
/** What PyTorch said was the mean squared error of the trained network, in float32. */
let mse: number;

withTorch('networks exported by the lines of the README', () => {
  beforeAll(() => {
    const [, lines] = /```python\n(.*?)```/s.exec(readFileSync('README.md', 'utf8'))!;
    mse = Number(execFileSync(python!, [path.join('test', 'oracle', 'pytorch.py'), folder], { input: lines!, encoding: 'utf8' }));
  }, 300_000);

  test.each([
    ['shown', [25, 25, 1], [0.01]],
    ['trained', [8, 20, 12, 1], [0, 0.2]],
  ])('%s: the same network, with the same outputs', async (name, widths, slopes) => {
    const network = await Network.read(at(`${name}.safetensors`));
    expect([network.widths, network.slopes, network.biases.every(Boolean)]).toEqual([widths, slopes, true]);
    const { inputs, targets } = await Dataset.read(at(`${name}-outputs.npz`));
    const outputs = network.predict(inputs).data;
    // Sums of at most 25 products in three layers, of numbers of size 1.
    const bound = 2 ** -52 * 100 * targets.data.reduce((most, output) => Math.max(most, Math.abs(output)), 1);
    outputs.forEach((output, k) => {
      expect(Math.abs(output - targets.data[k]!)).toBeLessThan(bound);
    });
  });

  test.each(['shown', 'trained'])('%s: judged alike on the command line and in code', async (name) => {
    const files = [at(`${name}.safetensors`), at(`${name}-data.npz`)] as const;
    const report = await check(await Network.read(files[0]), await Dataset.read(files[1]));
    expect(report.verdict).toBe('not-critical');
    const { code, stdout, stderr } = await runCli(['check', '--model', files[0], '--data', files[1], '--json']);
    expect([code, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(report)));
  });

  test('trained to almost no loss in PyTorch, then to a zero-loss minimum here', async () => {
    const network = await Network.read(at('trained.safetensors'));
    const data = await Dataset.read(at('trained-data.npz'));
    const before = await check(network, data);
    // Both are the rounding of float32, which they add up in another order.
    expect(mse).toBeLessThan(1e-6);
    expect(before.mse).toBeLessThan(1e-6);
    const run = await train(network, data, { optimizer: 'levenberg-marquardt' });
    expect((await check(run.network, data)).verdict).toBe('zero-loss-minimum');
    // Where it went is near: the polish found the minimum that PyTorch was on its way to.
    const from = network.parameters();
    const moved = Math.hypot(...run.network.parameters().map((parameter, k) => parameter - from[k]!));
    expect(moved).toBeLessThan(1e-2 * Math.hypot(...from));
  });
});
