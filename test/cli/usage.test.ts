import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { CLI, runCli } from '../support/runCli.js';

const COMMANDS = ['train', 'check', 'certify', 'verify', 'width', 'figure', 'sweep', 'info'];

describe('help', () => {
  test.each(COMMANDS)('%s --help shows its options and an example', async (command) => {
    const { code, stdout, stderr } = await runCli([command, '--help']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`Usage: kinkless ${command}`);
    expect(stdout).toContain('--json');
    expect(stdout).toMatch(new RegExp(`Example:\\n {2}\\$ kinkless ${command} `));
  });

  test('kinkless --help names every command', async () => {
    const { code, stdout } = await runCli(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  });

  test('without a command: the help on standard error, and exit code 2', async () => {
    const { code, stdout, stderr } = await runCli([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Usage: kinkless');
  });

  test('--version is the version of the package', async () => {
    expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe('wrong usage: exit code 2, one line that says how to get help, nothing on standard output', () => {
  const train = ['train', '--data', 'gaussian:N=10,d=3', '--out', 'never.json'];
  test.each<[string[], RegExp]>([
    [['trian'], /unknown command 'trian' \(Did you mean train\?\); see "kinkless --help"/],
    [['train', '--hiden', '3'], /unknown option '--hiden' \(Did you mean --hidden\?\); see "kinkless train --help"/],
    [['check', '--model', 'm.json', '--data', 'd.json', 'more'], /too many arguments/],
    [[...train], /--hidden but received nothing/],
    [[...train, '--hidden', '3,0'], /integer of at least 1 for --hidden but received 0/],
    [[...train, '--hidden', '3,x'], /for --hidden but received "x"/],
    [[...train, '--hidden', ''], /for --hidden but received ""/],
    [[...train, '--hidden', '3', '--slope', 'steep'], /finite number for --slope but received "steep"/],
    [[...train, '--hidden', '3', '--slope', '0,0.1'], /slope/],
    [[...train, '--hidden', '3', '--epochs', '1.5'], /integer from 1 to 2147483647 for --epochs but received "1.5"/],
    [[...train, '--hidden', '3', '--seed', '-1'], /--seed but received -1/],
    [[...train, '--hidden', '3', '--learning-rate', '0'], /greater than 0 for --learning-rate but received 0/],
    [[...train, '--hidden', '3', '--learning-rate', '0.1'], /an optimiser that has a learning rate beside --learning-rate/],
    [[...train, '--hidden', '3', '--optimizer', 'adamm'], /for --optimizer but received "adamm" \(the nearest is "adam"\)/],
    [[...train, '--hidden', '3', '--batch', '0'], /integer of at least 1 for --batch but received 0/],
    [[...train, '--hidden', '3', '--batch', '11', '--optimizer', 'sgd'], /from 1 to 10 for options\.batchSize but received 11/],
    [
      [...train, '--hidden', '3', '--batch', '5', '--optimizer', 'levenberg-marquardt'],
      /nothing.*levenberg-marquardt.*for options\.batchSize but received 5/,
    ],
    [[...train, '--hidden', '3', '--precision', 'half'], /for --precision but received "half"/],
    [['train', '--data', 'gaussian:N=10,d=3', '--hidden', '3', '--out', 'nowhere/m.json'], /a folder for m\.json/],
    [['train', '--data', 'gaussian:N=10,d=3', '--hidden', '3', '--out', 'm.txt'], /\.json/],
    [['train', '--data', 'gaussian:N=10', '--hidden', '3', '--out', 'm.json'], /d=…/],
    [['check', '--model', 'missing.json', '--data', 'gaussian:N=10,d=3'], /missing\.json.*no such file/],
    [['width', '--samples', '1e3', '--inputs', '2', '--hidden-layers', '1'], /for --samples but received "1e3"/],
    [['sweep'], /a \.toml or \.json file for the plan but received nothing/],
    [['sweep', 'plan.toml'], /for --store but received nothing/],
    [['sweep', 'missing.toml', '--store', 'never.db'], /missing\.toml.*no such file/],
    [['sweep', 'p.toml', '--store', 's.db', '--workers', '0'], /from 1 to 1024 for --workers but received 0/],
    [['sweep', 'status', 'missing.db'], /missing\.db/],
    [['sweep', 'export', 'missing.db', '--out', 'x.txt'], /\.csv, \.parquet/],
    [['sweep', 'trial', '{'], /JSON for the parameters but received "\{"/],
    [['sweep', 'trial', '{"d":3}'], /samples but received nothing/],
    [['figure', '6.3'], /"6\.2"/],
    [['figure', '6.2', '--out', 'package.json'], /package\.json/],
  ])('%j', async (words, message) => {
    const { code, stdout, stderr } = await runCli(words);
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^kinkless.*; see "kinkless.* --help"\n$/);
    expect([code, stdout]).toEqual([2, '']);
  });

  test('a network that does not fit the data', async () => {
    const { code, stderr } = await runCli(['check', '--model', 'test/cli/tiny-model.json', '--data', 'gaussian:N=10,d=3']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/2 |3 /);
  });
});

test('a reader that closes the pipe early is no failure', async () => {
  const { stderr } = await promisify(execFile)('sh', ['-c', `"${process.execPath}" "${CLI}" train --help | true`]);
  expect(stderr).toBe('');
});

test('info tells versions and where the addon is, as JSON and as text', async () => {
  const [json, text] = await Promise.all([runCli(['info', '--json']), runCli(['info'])]);
  const facts = JSON.parse(json.stdout) as Record<string, unknown>;
  expect(facts).toMatchObject({ node: process.versions.node, blasThreads: 1 });
  expect(facts.addon).toMatch(/kinkless\.node$/);
  expect(text.stdout).toContain(String(facts.blas));
});

test('width prints what the API answers', async () => {
  const words = ['width', '--samples', '100', '--inputs', '25', '--hidden-layers', '1'];
  const [json, text] = await Promise.all([runCli([...words, '--json']), runCli(words)]);
  expect(JSON.parse(json.stdout)).toMatchObject({ guaranteed: { width: 4, reaches: 100 }, bias: false });
  expect(text.stdout).toMatch(/guaranteed +d = 4 +d_0 d_1 = 100 ≥ 100/);
});
