import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();

const examples = [...readFileSync('README.md', 'utf8').matchAll(/```js\n((?:(?!```).)*)```\n\nprints\n\n```text\n(.*?)```/gs)].map(
  ([, example, printed]) => ({ example: example!, printed: printed! }),
);

test('the README has an example of judging, one of training, one of spectra, one of a sweep and one of certificates', () => {
  expect(examples).toHaveLength(5);
});

test.each(examples)('example %# of the README runs, and prints what the README says', ({ example, printed }) => {
  const file = path.join(folder, 'example.mjs');
  writeFileSync(file, example.replace(`'kinkless'`, `'${pathToFileURL(path.resolve('dist', 'index.js')).href}'`));
  const { status, stdout, stderr } = spawnSync(process.execPath, [file], { cwd: folder, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  // The last digits differ between processors.
  const withoutNumbers = (text: string) => text.replaceAll(/\d+(?:\.\d+)?(?:e-?\d+)?/g, '#');
  expect(withoutNumbers(stdout)).toBe(withoutNumbers(printed));
});
