import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { Network } from '../../src/network/Network.js';
import { runCli } from '../support/runCli.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const model = path.join(folder, 'model.json');
const input = ['--model', model, '--data', 'gaussian:N=10,d=3,seed=1'];

describe('plot', () => {
  test('margins and slice write their files and say what they show', async () => {
    await Network.random({ inputs: 3, hidden: [5], seed: 1 }).write(model);
    const [first, second, third] = [1, 2, 3].map((k) => path.join(folder, String(k))) as [string, string, string];
    const [margins, line, plane] = await Promise.all([
      runCli(['plot', 'margins', ...input, '--out', first, '--json']),
      runCli(['plot', 'slice', ...input, '--out', second, '--points', '11', '--range', '0.5', '--seed', '4']),
      runCli(['plot', 'slice', ...input, '--out', third, '--points', '5', '--along', 'random,random', '--json']),
    ]);
    expect([margins.stderr, line.stderr, plane.stderr]).toEqual(['', '', '']);
    expect(JSON.parse(margins.stdout)).toMatchObject({ format: 'kinkless-plot/1', plot: 'margins', layers: [{ layer: 1, carrying: 50 }] });
    expect(await readdir(first)).toEqual(['margins.csv', 'margins.json', 'margins.png', 'margins.svg']);
    expect(line.stdout).toMatch(/^loss .* at the network; lowest in the slice .*\n\d+ kinks on the line from −0.5 to 0.5/);
    expect(await readdir(second)).toEqual(['slice-kinks.csv', 'slice.csv', 'slice.json', 'slice.png', 'slice.svg']);
    expect(JSON.parse(plane.stdout)).toMatchObject({ plot: 'slice', along: ['random', 'random'], range: 1 });
  });

  test.each([
    [
      ['plot', 'slice', ...input, '--along', 'randon'],
      /one of "random", "largest", "smallest" for --along but received "randon" \(the nearest is "random"\)/,
    ],
    [['plot', 'slice', ...input, '--along', 'random,random,random'], /one direction or two for --along/],
    [['plot', 'slice', ...input, '--points', '10'], /odd number/],
    [['plot', 'margins', '--data', 'gaussian:N=10,d=3'], /a model file for --model/],
    [['plot', 'marginz'], /unknown command 'marginz' \(Did you mean margins\?\)/],
  ] as const)('%j is refused', async (words, message) => {
    const { code, stdout, stderr } = await runCli(words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});
