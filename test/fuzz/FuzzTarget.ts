import type { Random } from './Random.js';

/** A reader of files, and how inputs for it are made. */
export interface FuzzTarget {
  readonly name: string;
  /** What the file would be called; its ending tells readers what it is. */
  readonly file: string;
  /** An input: sometimes a valid file, mostly one that was valid before it was changed. */
  generate(random: Random): Uint8Array;
  /** Reads it as a file of that name would be, and checks what came out. */
  read(file: string, bytes: Uint8Array, random: Random): unknown;
}
