import { jsonRows } from '../files/jsonRows.js';
import type { DatasetParts } from './DatasetParts.js';
import { isSpecification } from './isSpecification.js';

/** A data file's text, in pieces; reading it gives the same numbers, −0 included. */
export function* datasetText({ inputs, targets, masks }: DatasetParts): Generator<string, void, undefined> {
  yield '{\n  "format": "kinkless-data/1",\n  "inputs": ';
  yield* jsonRows(inputs, '  ');
  yield ',\n  "targets": ';
  yield* jsonRows(targets, '  ');
  if (masks !== undefined && isSpecification(masks)) yield `,\n  "masks": ${JSON.stringify(masks)}`;
  if (masks !== undefined && !isSpecification(masks)) {
    yield ',\n  "masks": [';
    for (const [l, mask] of masks.entries()) {
      yield l === 0 ? '' : ', ';
      yield* jsonRows(mask, '  ');
    }
    yield ']';
  }
  yield '\n}\n';
}
