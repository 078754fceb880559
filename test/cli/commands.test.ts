import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { Network } from '../../src/network/Network.js';
import { train } from '../../src/train/train.js';
import { exactText } from '../support/exactText.js';
import { runCli } from '../support/runCli.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const DATA = 'gaussian:N=20,d=5,seed=3';

describe('train, then check', () => {
  test('a network, its history, and a verdict on it', async () => {
    const out = path.join(folder, 'model.json');
    const history = path.join(folder, 'history.csv');
    const words = ['train', '--data', DATA, '--hidden', '8', '--out', out, '--history', history, '--json'];
    const trained = await runCli(words);
    expect([trained.code, trained.stderr]).toEqual([0, '']);
    expect(JSON.parse(trained.stdout)).toMatchObject({ widths: [5, 8, 1], parameters: 48, samples: 20, files: [out, history] });
    const [header, first] = (await readFile(history, 'utf8')).split('\n');
    expect(header).toBe('epoch,loss,mce,gradientNorm,minAbs,learningRate,kicks');
    expect(first).toMatch(/^0,/);

    const [json, text] = await Promise.all([
      runCli(['check', '--model', out, '--data', DATA, '--json']),
      runCli(['check', '--model', out, '--data', DATA]),
    ]);
    const report = JSON.parse(json.stdout) as { verdict: string; reason: string };
    expect([json.code, json.stderr, text.code]).toEqual([0, '', 0]);
    expect(report).toMatchObject({ format: 'kinkless-check/1', samples: 20, parameters: 48 });
    expect(text.stdout.startsWith(`${report.verdict}: ${report.reason}\n`)).toBe(true);
  });

  test('the same seed gives the same file, another one another', async () => {
    const train = async (name: string, seed: string) => {
      const out = path.join(folder, name);
      const words = ['--hidden', '4,3', '--slope', '0.1,0', '--bias', '--optimizer', 'adam', '--learning-rate', '0.01', '--epochs', '20'];
      const { code } = await runCli(['train', '--data', DATA, '--out', out, '--seed', seed, ...words]);
      expect(code).toBe(0);
      return readFile(out, 'utf8');
    };
    const [a, b, c] = await Promise.all([train('a.json', '1'), train('b.json', '1'), train('c.json', '2')]);
    expect(a).toBe(b);
    expect(a).not.toBe(c);
    expect(JSON.parse(a)).toMatchObject({ slopes: [0.1, 0], inputs: 5 });
  });

  test('--batch trains as batchSize does', async () => {
    const out = path.join(folder, 'batches.json');
    const words = ['--hidden', '4', '--optimizer', 'momentum', '--batch', '7', '--epochs', '9', '--seed', '5'];
    expect(await runCli(['train', '--data', DATA, '--out', out, ...words])).toMatchObject({ code: 0, stderr: '' });
    const data = await Dataset.parse(DATA);
    const start = Network.random({ inputs: data.inputs.columns, hidden: [4], seed: 5 });
    const { network } = await train(start, data, { optimizer: 'momentum', batchSize: 7, epochs: 9, seed: 5 });
    expect(exactText((await Network.read(out)).parameters())).toBe(exactText(network.parameters()));
  });

  test('training that diverges is reported, and writes nothing', async () => {
    const out = path.join(folder, 'diverged.json');
    const { code, stderr } = await runCli([
      ...['train', '--data', DATA, '--hidden', '8', '--out', out],
      ...['--optimizer', 'gradient-descent', '--learning-rate', '1e9'],
    ]);
    expect([code, existsSync(out)]).toEqual([2, false]);
    expect(stderr).toMatch(/diverged/);
  });

  test('a data file with a wrong entry is refused with its place', async () => {
    const data = path.join(folder, 'data.json');
    await writeFile(data, '{ "format": "kinkless-data/1", "inputs": [[1, 2], [3]], "targets": [1, -1] }');
    const { code, stderr } = await runCli(['check', '--model', 'test/cli/tiny-model.json', '--data', data]);
    expect(code).toBe(2);
    expect(stderr).toContain('inputs[1]');
  });
});

describe('signals', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends training with %d and leaves no file', async (signal, expected) => {
    const place = await mkdtemp(path.join(folder, 'stopped-'));
    const words = ['--hidden', '50', '--optimizer', 'gradient-descent', '--learning-rate', '1e-9', '--epochs', '2000000000'];
    const { code, stderr } = await runCli(['train', '--data', 'gaussian:N=500,d=20', '--out', path.join(place, 'm.json'), ...words], {
      stopBy: signal,
    });
    expect([code, await readdir(place)]).toEqual([expected, []]);
    expect(stderr).toMatch(new RegExp(`^kinkless train: stopped by ${signal}.*\n$`));
  });
});

describe('figure 6.2', () => {
  test('writes picture, numbers and end point, and prints the verdict', async () => {
    const out = path.join(folder, 'figure');
    const { code, stdout, stderr } = await runCli(['figure', '6.2', '--out', out, '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const names = ['data.json', 'figure-6.2.csv', 'figure-6.2.json', 'figure-6.2.png', 'figure-6.2.svg', 'model.json'];
    expect(await readdir(out)).toEqual(names);
    const printed = JSON.parse(stdout) as { check: { verdict: string; mse: number; kinks: { minAbs: number } }; files: string[] };
    expect(printed.check.verdict).toBe('zero-loss-minimum');
    expect(printed.check.mse).toBeLessThan(1e-28);
    expect(printed.check.kinks.minAbs).toBeGreaterThan(1e-6);
    expect(printed.files.map((file) => path.basename(file)).sort()).toEqual(names);

    // The end point that was written is the one that was judged.
    const judged = await runCli(['check', '--model', path.join(out, 'model.json'), '--data', path.join(out, 'data.json'), '--json']);
    expect(JSON.parse(judged.stdout)).toEqual(printed.check);

    const lines = (await readFile(path.join(out, 'figure-6.2.csv'), 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toMatch(/^epoch,mse,learningRate,minAbs,u_\d+_\d+,/);
    expect(lines.at(-1)).toMatch(/^25000,/);
    expect(new Set(lines.map((line) => line.split(',').length)).size).toBe(1);
  });
});
