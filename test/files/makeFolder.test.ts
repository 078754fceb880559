import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { makeFolder } from '../../src/files/makeFolder.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const folder = temporaryFolder();
const at = (...names: string[]) => path.join(folder, ...names);

test('makes a folder and those above it; one that is there is left as it is', async () => {
  for (const name of [
    at('a', 'b', 'c'),
    at('a', 'b', 'c'),
    at('a'),
    `${at('a', 'd')}/`,
    at('e', '..', 'f'),
    path.relative('.', at('g', 'h')),
  ])
    await makeFolder(name);
  for (const name of [at('a', 'b', 'c'), at('a', 'd'), at('f'), at('g', 'h')]) expect(existsSync(name)).toBe(true);
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(at('many', 'at', 'once'))));
  expect(existsSync(at('many', 'at', 'once'))).toBe(true);
});

test.each([
  ['a file of that name', ['file'], 'a file of that name'],
  ['a file in the way', ['file', 'x', 'y'], 'a path through something that is no folder'],
  ['a name that is too long', ['x'.repeat(300), 'y'], 'ENAMETOOLONG'],
])('%s: an error that says so', async (_, names, found) => {
  writeFileSync(at('file'), '');
  await expect(makeFolder(at(...names))).rejects.toThrow(`${at(...names)}: making: expected a folder to write to but found ${found}`);
});

test('where no folder can be made although the one above is there', async () => {
  await expect(makeFolder('/proc/kinkless/x')).rejects.toThrow(
    '/proc/kinkless/x: making: expected a folder to write to but found no such file',
  );
});
