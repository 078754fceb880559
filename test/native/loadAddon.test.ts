import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { loadAddon } from '../../src/native/loadAddon.js';

test('the addon built here is found, and tells its OpenBLAS', () => {
  const { addon, path: file } = loadAddon();
  expect(path.basename(file)).toBe('kinkless.node');
  expect(addon.info()).toMatchObject({ blas: expect.stringMatching(/^OpenBLAS /), core: expect.stringMatching(/./) });
});

test('the addon is loaded once', () => {
  expect(loadAddon()).toBe(loadAddon());
});

test.each([
  { variables: {}, threads: 1, why: 'one thread unless asked' },
  { variables: { OPENBLAS_NUM_THREADS: '2' }, threads: 2, why: 'the user may ask' },
])('OpenBLAS starts with $threads: $why', ({ variables, threads }) => {
  const environment = { ...process.env };
  delete environment['OPENBLAS_NUM_THREADS'];
  const script = `process.stdout.write(String(require(${JSON.stringify(loadAddon().path)}).info().threads))`;
  const output = execFileSync(process.execPath, ['-e', script], { env: { ...environment, ...variables }, encoding: 'utf8' });
  expect(Number(output)).toBe(threads);
});
