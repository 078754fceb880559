import { stat } from 'node:fs/promises';
import { FileError } from '../errors.js';
import { systemFailure } from '../files/systemFailure.js';
import { findMnist, type MnistFiles } from './findMnist.js';
import { readIdx } from './readIdx.js';

/** The digits of one pair of files. */
export interface MnistDigits {
  /** One digit, 0 … 9, per image. */
  readonly labels: Uint8Array;
  /** `pixels` bytes per image. */
  readonly images: Uint8Array;
  readonly pixels: number;
}

/** Decoding takes longer than drawing and training on some hundred of them; and sweeps ask for the same digits thousands of times. */
const KEPT_MS = 10_000;

let kept: { readonly version: string; readonly digits: MnistDigits } | undefined;
let timer: NodeJS.Timeout | undefined;

/**
 * The digits of MNIST in a folder. Those read last are kept for some seconds, and given again if the files have not changed since: 55 MB
 * at most, of one folder.
 *
 * @throws {FileError} if a file cannot be read, or does not hold digits
 */
export async function readMnist(directory: string, signal: AbortSignal | undefined): Promise<MnistDigits> {
  const files = await findMnist(directory);
  const version = await versionOf(files);
  if (kept?.version !== version) kept = { version, digits: await read(files, signal) };
  clearTimeout(timer);
  timer = setTimeout(() => {
    kept = undefined;
  }, KEPT_MS);
  timer.unref();
  return kept.digits;
}

async function versionOf({ images, labels }: MnistFiles): Promise<string> {
  const facts = await Promise.all(
    [images, labels].map(async (file) => {
      try {
        const { dev, ino, size, mtimeNs } = await stat(file, { bigint: true });
        return [file, dev, ino, size, mtimeNs].join(':');
      } catch (error) {
        throw systemFailure(file, 'opening', 'a readable file', error);
      }
    }),
  );
  return facts.join('|');
}

async function read(files: MnistFiles, signal: AbortSignal | undefined): Promise<MnistDigits> {
  const { data: labels } = await readIdx(files.labels, 1);
  signal?.throwIfAborted();
  const { dimensions, data: images } = await readIdx(files.images, 3);
  signal?.throwIfAborted();
  const [population, height, width] = dimensions as [number, number, number];
  if (labels.length !== population)
    throw new FileError(files.labels, 'byte 4', `${String(population)} labels, one per image`, String(labels.length));
  const wrong = labels.findIndex((label) => label > 9);
  if (wrong >= 0) throw new FileError(files.labels, `byte ${String(8 + wrong)}`, 'a digit from 0 to 9', String(labels[wrong]));
  return { labels, images, pixels: height * width };
}
