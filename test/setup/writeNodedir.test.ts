import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseNodedir } from '../../scripts/setup/chooseNodedir.mjs';
import { writeNodedir } from '../../scripts/setup/writeNodedir.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'kinkless-'));
  mkdirSync(path.join(folder, 'headers'));
  writeFileSync(path.join(folder, 'headers', 'node_api.h'), '// the header\n');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('what is written counts as a complete development folder', () => {
  const made = path.join(folder, 'made');
  writeNodedir(made, path.join(folder, 'headers'));
  expect(chooseNodedir({ execPath: path.join(made, 'bin', 'node'), root: folder, exists: existsSync })).toEqual({
    path: made,
    synthetic: false,
  });
  expect(readFileSync(path.join(made, 'include', 'node', 'node_api.h'), 'utf8')).toBe('// the header\n');
});

test('what an earlier version wrote is gone', () => {
  const made = path.join(folder, 'made');
  mkdirSync(path.join(made, 'include', 'node'), { recursive: true });
  writeFileSync(path.join(made, 'include', 'node', 'old.h'), '');
  writeNodedir(made, path.join(folder, 'headers'));
  expect(existsSync(path.join(made, 'include', 'node', 'old.h'))).toBe(false);
});
