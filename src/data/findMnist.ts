import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { FileError } from '../errors.js';
import { systemFailure } from '../files/systemFailure.js';

/** The two files of one part of MNIST. */
export interface MnistFiles {
  readonly images: string;
  readonly labels: string;
}

const PARTS = ['train', 't10k'];

/**
 * The files of MNIST in a folder: those called `train-*` if there are any, else `t10k-*`; plain rather than `.gz`.
 *
 * @throws {FileError} if the folder cannot be read, or a file of the pair is missing
 */
export async function findMnist(directory: string): Promise<MnistFiles> {
  const names = new Set(await list(directory));
  for (const part of PARTS) {
    const images = pick(names, `${part}-images`, 'idx3-ubyte');
    const labels = pick(names, `${part}-labels`, 'idx1-ubyte');
    if (images === undefined && labels === undefined) continue;
    if (images === undefined) throw new FileError(directory, 'folder', `${part}-images-idx3-ubyte or .gz of it`, `only ${labels!}`);
    if (labels === undefined) throw new FileError(directory, 'folder', `${part}-labels-idx1-ubyte or .gz of it`, `only ${images}`);
    return { images: path.join(directory, images), labels: path.join(directory, labels) };
  }
  const expected = 'train-images-idx3-ubyte and train-labels-idx1-ubyte, or the same of t10k, or .gz of them';
  throw new FileError(directory, 'folder', expected, 'neither');
}

async function list(directory: string): Promise<string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    throw systemFailure(directory, 'opening', 'a folder with the files of MNIST', error);
  }
}

/** Some copies in circulation have a dot before `idx`. */
function pick(names: ReadonlySet<string>, start: string, end: string): string | undefined {
  return [`${start}-${end}`, `${start}.${end}`, `${start}-${end}.gz`, `${start}.${end}.gz`].find((name) => names.has(name));
}
