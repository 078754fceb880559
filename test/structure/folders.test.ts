import { expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folders of src, each above those that may use it. */
const sourceFolders = ['arguments', 'files', 'native', 'network', 'data', 'train', 'landscape', 'certify', 'sweep', 'report', 'cli'];

/** The folders of native/core, in the order of the table in native/README.md. */
const coreFolders = [...readFileSync('native/README.md', 'utf8').matchAll(/^\| `(\w+)\/`/gm)].map((match) => match[1]!);

function subfolders(root: string): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

/** What the files below `root` take in, as pairs of paths relative to it; `reference` captures a path, which `resolve` makes one of these. */
function uses(root: string, reference: RegExp, resolve: (file: string, captured: string) => string): [string, string][] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|cc|h)$/.test(file))
    .flatMap((file) =>
      [...readFileSync(path.join(root, file), 'utf8').matchAll(reference)].map((match): [string, string] => [
        file,
        resolve(file, match[1]!),
      ]),
    );
}

/** The uses by which a folder depends on one that is not above it in `order`. */
function against(order: readonly string[], pairs: readonly [string, string][]): string[] {
  const place = (file: string) => order.indexOf(file.split(path.sep)[0]!);
  return pairs.filter(([file, used]) => place(used) > place(file)).map(([file, used]) => `${file} → ${used}`);
}

test('what goes against an order is found', () => {
  const pairs: [string, string][] = [
    ['a/x', 'a/y'],
    ['b/x', 'a/x'],
    ['a/x', 'b/x'],
  ];
  expect(against(['a', 'b'], pairs)).toEqual(['a/x → b/x']);
});

test('the folders of src form no circle', () => {
  const pairs = uses('src', /(?:from |import\()'(\.[^']+)'/g, (file, used) => path.join(path.dirname(file), used));
  expect(subfolders('src').sort()).toEqual([...sourceFolders].sort());
  // Files beside the folders are common to all, or gather what they offer.
  expect(
    against(
      sourceFolders,
      pairs.filter((pair) => pair.every((file) => file.includes(path.sep))),
    ),
  ).toEqual([]);
  expect(pairs.length).toBeGreaterThan(0);
});

test('the folders of native/core form no circle', () => {
  const pairs = uses('native/core', /#include "([^"]+)"/g, (_, used) => path.relative('core', used));
  expect(subfolders('native/core').sort()).toEqual([...coreFolders].sort());
  expect(pairs.flat().filter((file) => !coreFolders.includes(file.split(path.sep)[0]!) || !file.includes(path.sep))).toEqual([]);
  expect(against(coreFolders, pairs)).toEqual([]);
  expect(pairs.length).toBeGreaterThan(0);
});
