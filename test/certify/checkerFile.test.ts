import { execFile } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { z } from 'zod';
import { Dataset, Network, verifyCertificate } from '../../src/index.js';
import { claimOf, problemOf } from '../support/claimOf.js';
import { runCli } from '../support/runCli.js';
import { temporaryFolder } from '../support/temporaryFolder.js';
import { minimumClaim, nearZeroLoss } from '../support/trueClaims.js';
import { breakages } from '../support/damage.js';
import { generator } from '../oracle/randomProblem.js';

const folder = temporaryFolder();

const problem = {
  inputs: [
    [1, 2],
    [-2, 1],
  ],
  targets: [[0.5], [1]],
  slopes: [0.5],
  layers: [
    {
      weights: [
        [1, 0],
        [0, 1],
      ],
    },
    { weights: [[1, -1]] },
  ],
};
const valid = claimOf('full-rank', problem, { sigmaMin: 0.5, layer: 1 });
const wrong = claimOf('full-rank', problem, { sigmaMin: 50, layer: 1 });

const run = (words: string[]): Promise<{ code: number; stdout: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, words, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout });
    });
  });

test('the compiled checker runs alone where it was copied to, and says the same as kinkless verify', async () => {
  const checker = path.join(folder, 'checker.mjs');
  await copyFile(path.resolve('dist', 'certify', 'checker.js'), checker);
  for (const [name, certificate, code] of [
    ['valid.json', JSON.stringify(valid), 0],
    ['wrong.json', JSON.stringify(wrong), 1],
    ['other.json', '[]', 1],
    ['none.json', '{', 2],
  ] as const) {
    const file = path.join(folder, name);
    await writeFile(file, certificate);
    for (const words of [['--json'], ['--exact', '--json']]) {
      const alone = await run([checker, file, ...words]);
      const whole = await runCli(['verify', file, ...words]);
      expect([name, alone.code, whole.code]).toEqual([name, code, code]);
      expect(whole.stdout).toBe(alone.stdout);
      if (code < 2) {
        expect(JSON.parse(alone.stdout)).toEqual({
          format: 'kinkless-verification/1',
          valid: code === 0,
          claim: name === 'other.json' ? null : 'full-rank',
          level: words.length === 2 ? 'exact' : 'float64',
          reason: expect.any(String),
        });
      }
    }
  }
  expect((await run([checker])).code).toBe(2);
});

test('the checker is one file of at most 600 lines of at most 140 characters, and imports only what Node.js brings', async () => {
  const source = await readFile('src/certify/checker.ts', 'utf8');
  const lines = source.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(600);
  expect(lines.filter((line) => line.replace(/\p{M}/gu, '').length > 140)).toEqual([]);
  const imports = source.match(/\bimport\b.*/g)!;
  expect(
    imports.filter((line) => !/^import (\{[\w, ]+\} from 'node:\w+';$|\.meta\.url)/.test(line.replace('import.', 'import .'))),
  ).toEqual([]);
  expect(source).not.toMatch(/require\(|createRequire|dlopen|process\.binding/);
});

test('a certificate about another network or other data is not valid', async () => {
  const network = Network.from({ layers: problem.layers, slopes: problem.slopes });
  const { inputs, targets } = problem;
  const data = Dataset.from({ inputs, targets });
  expect((await verifyCertificate(valid, { network, data })).valid).toBe(true);
  const moved = network.withParameters(network.parameters().map((w, k) => (k === 3 ? w + 2 ** -50 : w)));
  expect(await verifyCertificate(valid, { network: moved })).toMatchObject({
    valid: false,
    reason: 'the certificate is about other weights',
  });
  const other = Dataset.from({ inputs, targets: [[0.5], [-1]] });
  expect(await verifyCertificate(valid, { data: other })).toMatchObject({ valid: false, reason: 'the certificate is about other targets' });
  const masked = Dataset.from({
    inputs,
    targets,
    masks: [
      [
        [1, 1],
        [1, 1],
      ],
    ],
  });
  expect(await verifyCertificate(valid, { data: masked })).toMatchObject({ valid: false, reason: 'the certificate is about other masks' });
});

test('wrong options are refused by name', async () => {
  await expect(verifyCertificate(valid, { levels: 'exact' } as never)).rejects.toThrow('level');
  await expect(verifyCertificate(valid, { level: 'double' } as never)).rejects.toThrow('level');
  await expect(verifyCertificate(valid, { network: {} } as never)).rejects.toThrow('network');
  for (const value of [undefined, null, 7, [], 'text', { format: 'kinkless-certificate/1' }])
    expect((await verifyCertificate(value)).valid).toBe(false);
});

test('the schema fits what the checker reads', async () => {
  const schema = z.fromJSONSchema(
    JSON.parse(await readFile('assets/certificate.schema.json', 'utf8')) as Parameters<typeof z.fromJSONSchema>[0],
  );
  const masked = claimOf('zero-loss-nearby', nearZeroLoss(1, 1), { sigmaMin: 1, radius: 1, layer: 0 });
  const minimum = minimumClaim(3, 2 ** -40);
  const { layers } = problemOf(minimum);
  const { radius, lossLower, lossUpper } = minimum.statement;
  const spurious = claimOf(
    'kink-minimum',
    problemOf(minimum),
    { radius: radius!, lossLower: lossLower!, lossUpper: lossUpper! },
    { spurious: { layers, lossUpper: 0 } },
  );
  for (const certificate of [valid, masked, minimum, spurious]) expect(schema.safeParse(certificate).success).toBe(true);
  const shapely = [
    'wrong type',
    'claim is no number',
    'wrong format',
    'other semantics',
    'unknown claim',
    'unproved number',
    'part removed',
    'part replaced',
  ];
  const next = generator(3);
  for (const name of shapely) {
    const damaged = structuredClone(valid);
    breakages[name]!(damaged, next);
    expect([name, schema.safeParse(damaged).success]).toEqual([name, false]);
  }
});
