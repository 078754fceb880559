import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Certificate } from '../../src/certify/Certificate.js';
import { Network } from '../../src/network/Network.js';
import { runCli } from '../support/runCli.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const at = (name: string): string => path.join(folder, name);
const { model, data, kinkModel, kinkData, certificate } = {
  model: at('model.json'),
  data: at('data.json'),
  kinkModel: at('kink-model.json'),
  kinkData: at('kink-data.json'),
  certificate: at('certificate.json'),
};

async function writeData(file: string, inputs: number[][], targets: number[]): Promise<void> {
  await writeFile(file, JSON.stringify({ format: 'kinkless-data/1', inputs, targets }));
}

// Two units and two samples, each unit active on one: v = (1, 2)·(1 − s) at the unit vectors is met up to rounding. And v = |w·x|, which cannot
// come below 0 where its target is −2.
beforeAll(async () => {
  await Network.from({ layers: [{ weights: [[1, -1], [-1, 2]] }, { weights: [[1, 1]] }], slopes: [0.1] }).write(model); // prettier-ignore
  await writeData(data, [[1, 0], [0, 1]], [0.9, 1.9]); // prettier-ignore
  await Network.from({ layers: [{ weights: [[0, 1]] }, { weights: [[1]] }], slopes: [-1] }).write(kinkModel);
  await writeData(kinkData, [[1, 0], [0, 1]], [-2, 1]); // prettier-ignore
  expect((await runCli(['certify', '--model', model, '--data', data, '--out', certificate])).code).toBe(0);
});

describe('certify', () => {
  test('auto: writes the certificate and says what is proved', async () => {
    const out = at('auto.json');
    const { code, stdout, stderr } = await runCli(['certify', '--model', model, '--data', data, '--out', out]);
    expect([code, stderr]).toEqual([0, '']);
    const { format, statement } = JSON.parse(await readFile(out, 'utf8')) as Certificate;
    expect([format, statement.claim]).toEqual(['kinkless-certificate/1', 'zero-loss-nearby']);
    expect(stdout).toBe(`certified: zero-loss-nearby\n${statement.sentence}\n\n→ ${out}; anyone can check it: kinkless verify ${out}\n`);
  });

  test('auto on a kink: the other claim; --json: the numbers without the certificate', async () => {
    const out = at('kink.json');
    const { code, stdout } = await runCli(['certify', '--model', kinkModel, '--data', kinkData, '--out', out, '--json']);
    const { statement } = JSON.parse(await readFile(out, 'utf8')) as Certificate;
    const { sentence: reason, radius, lossLower, lossUpper } = statement;
    const expected = {
      format: 'kinkless-certify/1',
      outcome: 'certified',
      claim: 'kink-minimum',
      reason,
      radius,
      lossLower,
      lossUpper,
      file: out,
    };
    expect([code, JSON.parse(stdout)]).toEqual([0, expected]);
  });

  test('--claim: that one and no other', async () => {
    const out = at('rank.json');
    const words = ['certify', '--model', model, '--data', data, '--out', out, '--claim'];
    const { code, stdout } = await runCli([...words, 'full-rank', '--json']);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { outcome: 'certified', claim: 'full-rank', layer: 1 }]);
    expect((JSON.parse(await readFile(out, 'utf8')) as Certificate).statement.claim).toBe('full-rank');
    const unknown = await runCli([...words, 'rank']);
    expect([unknown.code, unknown.stdout]).toEqual([2, '']);
    expect(unknown.stderr).toContain('full-rank');
  });

  test('--lower: proves that the minimum is spurious; a point that is no lower does not', async () => {
    // v = −|w·x| meets the target of the first sample instead, and misses the other by 1.
    const [lower, out] = [at('lower.json'), at('spurious.json')];
    await Network.from({ layers: [{ weights: [[2, 0]] }, { weights: [[-1]] }], slopes: [-1] }).write(lower);
    const certify = (second: string) =>
      runCli(['certify', '--model', kinkModel, '--data', kinkData, '--lower', second, '--out', out, '--json']);
    const { code, stdout } = await certify(lower);
    expect([code, JSON.parse(stdout)]).toMatchObject([0, { claim: 'kink-minimum', spurious: {} }]);
    const { lossLower, spurious } = (JSON.parse(await readFile(out, 'utf8')) as Certificate).statement;
    expect(spurious!.lossUpper).toBeLessThan(lossLower!);
    expect(spurious!.lossUpper).toBeCloseTo(0.25, 6);
    expect((await runCli(['verify', out])).code).toBe(0);
    expect((await certify(kinkModel)).code).toBe(0);
    expect((JSON.parse(await readFile(out, 'utf8')) as Certificate).statement.spurious).toBeNull();
    const other = await certify(model);
    expect([other.code, other.stdout]).toEqual([2, '']);
    expect(other.stderr).toContain('the same widths, slopes and biases');
  });

  test('refuted: exit code 1, the evidence, and no file', async () => {
    const out = at('refuted.json');
    await writeData(at('three.json'), [[1, 0], [0, 1], [1, 2], [3, 1], [2, 3]], [1, 1, 1, 1, 1]); // prettier-ignore
    const words = ['certify', '--model', model, '--data', at('three.json'), '--claim', 'full-rank', '--out', out];
    const [text, json] = await Promise.all([runCli(words), runCli([...words, '--json'])]);
    expect([text.code, json.code, existsSync(out)]).toEqual([1, 1, false]);
    expect(text.stdout).toMatch(/^refuted: full-rank\nAt most 4 rows .*\n {2}rows 4\n {2}samples 5\n$/);
    expect(JSON.parse(json.stdout)).toMatchObject({ format: 'kinkless-certify/1', outcome: 'refuted', evidence: { rows: 4, samples: 5 } });
  });

  test('inconclusive: exit code 1, what is missing, and no file', async () => {
    const out = at('open.json');
    const words = ['certify', '--model', kinkModel, '--data', kinkData, '--claim', 'full-rank', '--out', out];
    const { code, stdout, stderr } = await runCli(words);
    expect([code, stderr, existsSync(out)]).toEqual([1, '', false]);
    expect(stdout).toMatch(
      /^inconclusive: full-rank\nThe pre-activation of unit 0 of layer 1 at sample 0 .*\n→ what is missing: a point .*\n$/,
    );
  });

  test.each([
    [['--data', 'D', '--out', 'c.json'], '--model'],
    [['--model', 'M', '--out', 'c.json'], '--data'],
    [['--model', 'M', '--data', 'D'], '--out'],
    [['--model', 'M', '--data', 'D', '--out', 'c.txt'], '.json'],
    [['--model', 'nowhere.json', '--data', 'D', '--out', 'c.json'], 'nowhere.json'],
    [['--model', 'M', '--data', 'nowhere.json', '--out', 'c.json'], 'nowhere.json'],
    [['--model', 'M', '--data', 'D', '--out', 'nowhere/c.json'], 'nowhere'],
  ])('wrong usage, or a file that cannot be read or written: %p', async (words, named) => {
    const given = words.map((word) => (word === 'M' ? model : word === 'D' ? data : word.startsWith('nowhere') ? at(word) : word));
    const { code, stdout, stderr } = await runCli(['certify', ...given]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(named);
  });
});

describe('verify', () => {
  test('valid: exit code 0, at both levels, about these files', async () => {
    const [plain, exact, about] = await Promise.all([
      runCli(['verify', certificate]),
      runCli(['verify', certificate, '--exact', '--json']),
      runCli(['verify', certificate, '--model', model, '--data', data, '--json']),
    ]);
    expect([plain.code, exact.code, about.code, plain.stderr]).toEqual([0, 0, 0, '']);
    expect(plain.stdout).toMatch(/^valid \(zero-loss-nearby, float64\): an exact zero-loss .*\n$/);
    const verdict = { format: 'kinkless-verification/1', valid: true, claim: 'zero-loss-nearby', reason: expect.any(String) as unknown };
    expect(JSON.parse(exact.stdout)).toEqual({ ...verdict, level: 'exact' });
    expect(JSON.parse(about.stdout)).toEqual({ ...verdict, level: 'float64' });
  });

  test('about another network or other data: exit code 1', async () => {
    const [network, samples] = await Promise.all([
      runCli(['verify', certificate, '--model', kinkModel, '--json']),
      runCli(['verify', certificate, '--data', kinkData]),
    ]);
    expect([network.code, JSON.parse(network.stdout)]).toMatchObject([
      1,
      { valid: false, claim: 'zero-loss-nearby', reason: 'the certificate is about a network of other widths, slopes or biases' },
    ]);
    expect([samples.code, samples.stdout]).toEqual([1, 'not valid (zero-loss-nearby, float64): the certificate is about other targets\n']);
  });

  test('a claim that is wider than its proof, and JSON that is no certificate: exit code 1', async () => {
    const file = JSON.parse(await readFile(certificate, 'utf8')) as { statement: { sigmaMin: number } };
    file.statement.sigmaMin *= 4;
    await writeFile(at('wide.json'), JSON.stringify(file));
    const [wide, none] = await Promise.all([runCli(['verify', at('wide.json'), '--json']), runCli(['verify', model, '--json'])]);
    expect([wide.code, JSON.parse(wide.stdout)]).toMatchObject([1, { valid: false, claim: 'zero-loss-nearby', level: 'float64' }]);
    expect([none.code, JSON.parse(none.stdout)]).toMatchObject([1, { format: 'kinkless-verification/1', valid: false, claim: null }]);
  });

  test('what cannot be read: exit code 2', async () => {
    await writeFile(at('half.json'), (await readFile(certificate, 'utf8')).slice(0, 200));
    for (const words of [[at('nowhere.json')], [at('half.json')], [folder], [], [certificate, '--model', at('nowhere.json')]]) {
      const { code, stdout, stderr } = await runCli(['verify', ...words]);
      expect([words, code, stdout]).toEqual([words, 2, '']);
      expect(stderr).toMatch(/^kinkless verify: |^error: /);
    }
  });
});

test('check --certify: the guarantee is certified here, or why not', async () => {
  const guarantee = async (...words: string[]) => {
    const { code, stdout } = await runCli(['check', ...words, '--json']);
    expect(code).toBe(0);
    return (JSON.parse(stdout) as { guarantee: { certified: boolean | null; statement: string } }).guarantee;
  };
  const [plain, certified, open, text] = await Promise.all([
    guarantee('--model', model, '--data', data),
    guarantee('--model', model, '--data', data, '--certify'),
    guarantee('--model', kinkModel, '--data', kinkData, '--certify'),
    runCli(['check', '--model', model, '--data', data, '--certify']),
  ]);
  expect([plain.certified, certified.certified, open.certified]).toEqual([null, true, false]);
  expect(plain.statement).toMatch(/^Every differentiable local minimum in this region has zero loss: the rank is 2/);
  expect(certified.statement).toMatch(/^Certified here: Every differentiable local minimum/);
  expect(open.statement).toMatch(/Not certified: The pre-activation of unit 0/);
  expect(text.stdout).toContain('Certified here: ');
});
