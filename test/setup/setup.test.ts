import { expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

test('where nothing is to be done, the set-up says nothing and takes less than 2 s', () => {
  const started = performance.now();
  expect(execFileSync(process.execPath, ['scripts/setup.mjs'], { encoding: 'utf8' })).toBe('');
  expect(performance.now() - started).toBeLessThan(2000);
});

test('both builds take the sources from one list, in which every native source stands once', () => {
  const listed = [...readFileSync('native/sources.gypi', 'utf8').matchAll(/'(native\/[^']+)'/g)].map((match) => match[1]!);
  const present = readdirSync('native', { recursive: true, encoding: 'utf8' }).filter((file) =>
    /^(core|addon)\/.*\.cc?$|^[^/]*\.c$/.test(file),
  );
  expect([...listed].sort()).toEqual(present.map((file) => `native/${file}`).sort());
});
