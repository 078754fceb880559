import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hashInputs } from '../../scripts/setup/hashInputs.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'kinkless-'));
  mkdirSync(path.join(root, 'src', 'deep'), { recursive: true });
  writeFileSync(path.join(root, 'src', 'deep', 'a.ts'), 'a');
  writeFileSync(path.join(root, 'lock.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

const hash = (...words: string[]) => hashInputs(root, ['lock.json', 'src', 'missing'], words);

test('the same inputs give the same hash', () => {
  expect(hash('v20')).toBe(hash('v20'));
});

const changes: [string, () => void][] = [
  ['a file', () => writeFileSync(path.join(root, 'lock.json'), '{ }')],
  ['a file deep in a folder', () => writeFileSync(path.join(root, 'src', 'deep', 'a.ts'), 'b')],
  ['the name of a file', () => renameSync(path.join(root, 'src', 'deep', 'a.ts'), path.join(root, 'src', 'deep', 'b.ts'))],
  ['a new file', () => writeFileSync(path.join(root, 'src', 'b.ts'), '')],
  ['a deleted file', () => rmSync(path.join(root, 'lock.json'))],
  ['a file that was missing', () => writeFileSync(path.join(root, 'missing'), '')],
];
test.each(changes)('%s changes the hash', (_, change) => {
  const before = hash();
  change();
  expect(hash()).not.toBe(before);
});

test('a word changes the hash, and so does where one word ends', () => {
  expect(new Set([hash(), hash('v20'), hash('v22'), hash('v', '20')]).size).toBe(4);
});

test('what is not listed does not', () => {
  const before = hash();
  writeFileSync(path.join(root, 'README.md'), '');
  expect(hash()).toBe(before);
});
