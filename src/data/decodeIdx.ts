import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FileError } from '../errors.js';
import type { Idx } from './Idx.js';
import { idxHeaderLength } from './idxHeaderLength.js';
import { parseIdxHeader } from './parseIdxHeader.js';

/** The bytes of an IDX file, wherever they come from. */
export interface IdxSource {
  readonly stream: Readable;
  /** Bytes of the whole stream. */
  readonly size: number;
  readonly isCompressed: boolean;
}

// No deflate stream expands more: 258 bytes from two bits.
const LARGEST_EXPANSION = 1032;

/** The array that the bytes of an IDX file hold. Nothing larger than the header's sizes is ever held, however much compressed bytes expand to. */
export async function decodeIdx(file: string, dimensionCount: number, { stream, size, isCompressed }: IdxSource): Promise<Idx> {
  const collector = new Collector(file, dimensionCount, size, isCompressed);
  try {
    for await (const chunk of isCompressed ? decompressed(stream) : stream) collector.take(chunk as Uint8Array);
    return collector.finish();
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('Z_')) throw error;
    throw new FileError(file, 'compressed data', 'a complete gzip file', (error as Error).message, { cause: error });
  } finally {
    stream.destroy();
  }
}

function decompressed(stream: Readable): Readable {
  const gunzip = createGunzip();
  // Not stream.pipeline: what its last function throws can come out as an AbortError.
  stream.once('error', (error) => gunzip.destroy(error));
  return stream.pipe(gunzip);
}

/** Takes the bytes as they come, and knows from the header on how many there may be. */
class Collector {
  readonly #file: string;
  readonly #dimensionCount: number;
  readonly #size: number;
  readonly #isCompressed: boolean;
  readonly #header: Uint8Array;
  #headerFilled = 0;
  #idx: Idx | undefined;
  #filled = 0;
  #total = 0;

  constructor(file: string, dimensionCount: number, size: number, isCompressed: boolean) {
    this.#file = file;
    this.#dimensionCount = dimensionCount;
    this.#size = size;
    this.#isCompressed = isCompressed;
    this.#header = new Uint8Array(idxHeaderLength(dimensionCount));
  }

  finish(): Idx {
    // Short of a whole header, parsing what there is says what is missing.
    const idx = this.#idx ?? this.#begin();
    if (this.#filled < idx.data.length) this.#refuseEnd(this.#headerFilled + this.#filled);
    return idx;
  }

  take(chunk: Uint8Array): void {
    const forHeader = Math.min(chunk.length, this.#header.length - this.#headerFilled);
    this.#header.set(chunk.subarray(0, forHeader), this.#headerFilled);
    this.#headerFilled += forHeader;
    if (this.#idx === undefined && this.#headerFilled === this.#header.length) this.#idx = this.#begin();
    const rest = chunk.subarray(forHeader);
    if (rest.length === 0) return;
    const { data } = this.#idx!;
    if (rest.length > data.length - this.#filled) {
      throw new FileError(this.#file, `byte ${String(this.#total)}`, 'the end of the file', 'more data');
    }
    data.set(rest, this.#filled);
    this.#filled += rest.length;
  }

  #begin(): Idx {
    const { dimensions, length, total } = parseIdxHeader(this.#file, this.#header.subarray(0, this.#headerFilled), this.#dimensionCount);
    this.#total = total;
    // Before an array of that size is made: a few bytes may announce gigabytes.
    if (!this.#isCompressed && total > this.#size) this.#refuseEnd(this.#size);
    if (this.#isCompressed && total > this.#size * LARGEST_EXPANSION) {
      const expected = `sizes that fit into ${String(this.#size)} compressed bytes`;
      throw new FileError(this.#file, 'byte 4', expected, `${String(total)} bytes`);
    }
    return { dimensions, data: new Uint8Array(total - length) };
  }

  #refuseEnd(at: number): never {
    throw new FileError(this.#file, `byte ${String(at)} of ${String(this.#total)}`, 'more data', 'the end of the file');
  }
}
