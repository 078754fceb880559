import { createHash } from 'node:crypto';
import type { Dataset } from '../data/Dataset.js';
import type { Matrix } from '../Matrix.js';
import type { Statement } from './Certificate.js';
import type { CertificateArray } from './CertificateArray.js';
import { littleEndianBytes } from './littleEndianBytes.js';
import { packArray } from './packArray.js';

/** A data set with the masks it has for these hidden widths. */
export function packData(data: Dataset, hidden: readonly number[]): Statement['data'] {
  const masks = data.resolveMasks(hidden);
  const hash = createHash('sha256');
  for (const { data: numbers } of [data.inputs, data.targets, ...(masks ?? [])]) hash.update(littleEndianBytes(numbers));
  const pack = ({ data: numbers, rows, columns }: Matrix): CertificateArray => packArray(numbers, rows, columns);
  return { inputs: pack(data.inputs), targets: pack(data.targets), masks: masks?.map(pack) ?? null, sha256: hash.digest('hex') };
}
