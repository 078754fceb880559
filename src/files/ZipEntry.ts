/** One file of a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** Where its header begins. */
  readonly offset: number;
  readonly isCompressed: boolean;
  readonly content: Uint8Array;
  /** Bytes of the file when it is not compressed. */
  readonly size: number;
  readonly crc: number;
}
