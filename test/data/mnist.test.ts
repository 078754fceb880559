import { copyFileSync, existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { Dataset } from '../../src/data/Dataset.js';
import { readMnist } from '../../src/data/readMnist.js';
import { ArgumentError, FileError } from '../../src/errors.js';
import { choose } from '../../src/native/random.js';
import { idx } from '../support/idx.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const root = temporaryFolder();
const COUNT = 20;
const labels = Array.from({ length: COUNT }, (_, i) => i % 10);
const pixels = Uint8Array.from({ length: COUNT * 6 }, (_, i) => (i * i * 31 + i) % 256);

let folders = 0;

function folderOf(files: Readonly<Record<string, Uint8Array>>): string {
  const folder = path.join(root, String(folders++));
  mkdirSync(folder);
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
  return folder;
}

const images = idx([COUNT, 2, 3], pixels);
const digits = idx([COUNT], labels);

test('draws without replacement from the stream, scales pixels and maps digits', async () => {
  const folder = folderOf({ 't10k-images-idx3-ubyte': images, 't10k-labels-idx1-ubyte.gz': gzipSync(digits) });
  const data = await Dataset.mnist(folder, { samples: COUNT, seed: 4 });
  const chosen = choose(COUNT, COUNT, 4, 'data', 2);
  expect(new Set(chosen).size).toBe(COUNT);
  expect([data.inputs.rows, data.inputs.columns, data.targets.columns]).toEqual([COUNT, 6, 1]);
  chosen.forEach((index, n) => {
    expect(Array.from(data.inputs.data.subarray(6 * n, 6 * n + 6))).toEqual(
      Array.from(pixels.subarray(6 * index, 6 * index + 6), (p) => p / 255),
    );
    expect(data.targets.data[n]).toBe(labels[index]! <= 4 ? -1 : 1);
  });
  const fewer = await Dataset.parse(`mnist:${folder},N=7,seed=4,mask=uniform,delta=0.5`);
  expect(fewer.inputs.data).toEqual(data.inputs.data.slice(0, 42));
  expect(fewer.masks).toEqual({ kind: 'uniform', delta: 0.5, seed: 0 });
});

describe('files', () => {
  const other = idx(
    [COUNT],
    labels.map(() => 9),
  );

  test('train-* comes before t10k-*, plain before .gz', async () => {
    const folder = folderOf({
      'train-images-idx3-ubyte': images,
      'train-labels-idx1-ubyte': other,
      'train-labels-idx1-ubyte.gz': gzipSync(digits),
      't10k-images-idx3-ubyte': images,
      't10k-labels-idx1-ubyte': digits,
    });
    expect((await Dataset.mnist(folder, { samples: COUNT })).targets.data.every((y) => y === 1)).toBe(true);
  });

  test.each<[string, Readonly<Record<string, Uint8Array>>, string]>([
    ['nothing', {}, 'folder: expected train-images-idx3-ubyte and train-labels-idx1-ubyte'],
    [
      'no labels',
      { 'train-images-idx3-ubyte': images },
      'folder: expected train-labels-idx1-ubyte or .gz of it but found only train-images',
    ],
    ['no images', { 't10k-labels-idx1-ubyte': digits }, 'folder: expected t10k-images-idx3-ubyte or .gz of it but found only t10k-labels'],
    [
      'exchanged',
      { 'train-images-idx3-ubyte': digits, 'train-labels-idx1-ubyte': images },
      'labels-idx1-ubyte: byte 3: expected 1 dimensions but found 3',
    ],
    [
      'another number of labels',
      { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': idx([2], [1, 2]) },
      'train-labels-idx1-ubyte: byte 4: expected 20 labels, one per image but found 2',
    ],
    [
      'a label that is no digit',
      { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': idx([COUNT], labels.with(7, 10)) },
      'train-labels-idx1-ubyte: byte 15: expected a digit from 0 to 9 but found 10',
    ],
  ])('%s', async (_, files, message) => {
    const folder = folderOf(files);
    await expect(Dataset.mnist(folder, { samples: 3 })).rejects.toThrow(FileError);
    await expect(Dataset.mnist(folder, { samples: 3 })).rejects.toThrow(message);
  });

  test('no such folder', async () => {
    await expect(Dataset.mnist(path.join(root, 'none'), { samples: 3 })).rejects.toThrow(
      'expected a folder with the files of MNIST but found no such file',
    );
  });
});

describe('principal components', () => {
  const folder = folderOf({ 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': digits });

  test.each([COUNT, 4])('of %d samples are uncorrelated, of mean 0 and mean square 1', async (samples) => {
    const count = Math.min(6, samples - 1);
    const { data, rows, columns } = (await Dataset.mnist(folder, { samples, inputs: count })).inputs;
    expect([rows, columns]).toEqual([samples, count]);
    for (let a = 0; a < count; a++) {
      const mean = Array.from({ length: rows }, (_, n) => data[n * count + a]!).reduce((sum, x) => sum + x, 0) / rows;
      expect(Math.abs(mean)).toBeLessThan(1e-12);
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let n = 0; n < rows; n++) product += (data[n * count + a]! * data[n * count + b]!) / rows;
        expect(Math.abs(product - (a === b ? 1 : 0))).toBeLessThan(1e-11);
      }
    }
  });

  test('closed form: two pixels of which one varies more', async () => {
    // Samples (0, 0), (255, 0), (0, 51), (255, 51) in any order: the axes are the components.
    const corners = folderOf({
      'train-images-idx3-ubyte': idx([4, 1, 2], [0, 0, 255, 0, 0, 51, 255, 51]),
      'train-labels-idx1-ubyte': idx([4], [0, 1, 2, 9]),
    });
    const full = await Dataset.mnist(corners, { samples: 4 });
    const { data } = (await Dataset.mnist(corners, { samples: 4, inputs: 2 })).inputs;
    full.inputs.data.forEach((pixel, i) => {
      expect(Math.abs(data[i]! - (pixel > 0 ? 1 : -1))).toBeLessThan(1e-14);
    });
  });

  test('more than there are: the message says how many', async () => {
    await expect(Dataset.mnist(folder, { samples: 4, inputs: 4 })).rejects.toThrow(ArgumentError);
    await expect(Dataset.mnist(folder, { samples: 4, inputs: 4 })).rejects.toThrow(
      'Expected at most 3, the number of principal components that these 4 samples have for inputs but received 4',
    );
    // One constant pixel, and one that repeats another.
    const bytes = Uint8Array.from(pixels);
    for (let n = 0; n < COUNT; n++) {
      bytes[6 * n] = 100;
      bytes[6 * n + 1] = bytes[6 * n + 2]!;
    }
    const deficient = folderOf({ 'train-images-idx3-ubyte': idx([COUNT, 2, 3], bytes), 'train-labels-idx1-ubyte': digits });
    await expect(Dataset.mnist(deficient, { samples: COUNT, inputs: 5 })).rejects.toThrow(
      'Expected at most 4, the number of principal components',
    );
    expect((await Dataset.mnist(deficient, { samples: COUNT, inputs: 4 })).inputs.columns).toBe(4);
    await expect(Dataset.mnist(folder, { samples: 1, inputs: 1 })).rejects.toThrow(
      'Expected at most 0, the number of principal components',
    );
  });
});

test('more samples than there are, and abort', async () => {
  const folder = folderOf({ 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': digits });
  await expect(Dataset.mnist(folder, { samples: 21 })).rejects.toThrow('Expected an integer from 1 to 20 for samples but received 21');
  const reason = new Error('enough');
  await expect(Dataset.mnist(folder, { samples: 2, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  await expect(Dataset.mnist(folder, { samples: 2, signal: {} as never })).rejects.toThrow('Expected an AbortSignal for options.signal');
});

test('read again where a file has changed, not otherwise', async () => {
  const folder = folderOf({ 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': digits });
  const first = await readMnist(folder, undefined);
  expect(await readMnist(folder, undefined)).toBe(first);
  const file = path.join(folder, 'train-labels-idx1-ubyte');
  const later = statSync(file).mtimeMs / 1000 + 1;
  writeFileSync(
    file,
    idx(
      [COUNT],
      labels.map(() => 9),
    ),
  );
  utimesSync(file, later, later);
  expect((await Dataset.mnist(folder, { samples: COUNT })).targets.data.every((y) => y === 1)).toBe(true);
  // Another folder's digits take the place of these.
  await readMnist(folderOf({ 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': digits }), undefined);
  expect((await Dataset.mnist(folder, { samples: COUNT })).targets.data.every((y) => y === 1)).toBe(true);
});

const real = path.resolve('../shared/mnist');
const realTest = existsSync(real) ? test : test.skip;
if (!existsSync(real)) console.warn(`No MNIST at ${real}: the tests on real digits are skipped.`);

realTest('real digits: the test set has 5139 digits below five', async () => {
  const data = await Dataset.mnist(real, { samples: 10_000, seed: 1 });
  // 980 + 1135 + 1032 + 1010 + 982, the published counts of the digits 0–4 among the 10,000.
  expect(data.targets.data.filter((y) => y === -1).length).toBe(5139);
  expect(data.inputs.columns).toBe(784);
  expect(data.inputs.data.every((x) => x >= 0 && x <= 1)).toBe(true);
  const reduced = await Dataset.parse(`mnist:${real},N=200,seed=1,d=25`);
  expect([reduced.inputs.rows, reduced.inputs.columns]).toEqual([200, 25]);
});

realTest('real digits: a truncated copy is refused with its place', async () => {
  const folder = folderOf({});
  copyFileSync(path.join(real, 't10k-labels-idx1-ubyte.gz'), path.join(folder, 't10k-labels-idx1-ubyte.gz'));
  const header = idx([10_000, 28, 28], []);
  writeFileSync(path.join(folder, 't10k-images-idx3-ubyte'), header);
  await expect(Dataset.mnist(folder, { samples: 10 })).rejects.toThrow(
    'byte 16 of 7840016: expected more data but found the end of the file',
  );
});
