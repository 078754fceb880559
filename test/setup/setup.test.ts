import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

test('after the set-up, nothing is to be done', () => {
  expect(execFileSync(process.execPath, ['scripts/setup.mjs', '--list'], { encoding: 'utf8' })).toBe('');
});

test('both builds take the sources from one list, in which every native source stands once', () => {
  const listed = [...readFileSync('native/sources.gypi', 'utf8').matchAll(/'(native\/[^']+)'/g)].map((match) => match[1]!);
  const present = readdirSync('native', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(core|addon)\/.*\.cc?$|^[^/]*\.c$/.test(file),
  );
  expect([...listed].sort()).toEqual(present.map((file) => `native/${file}`).sort());
});
