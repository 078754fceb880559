import { jsonList } from '../files/jsonList.js';
import { jsonNumber } from '../files/jsonNumber.js';
import { jsonRows } from '../files/jsonRows.js';
import type { NetworkParts } from './NetworkParts.js';

/** A model file's text, in pieces; reading it gives the same numbers, −0 included. */
export function* modelText({ layers, slopes }: NetworkParts): Generator<string, void, undefined> {
  yield `{\n  "format": "kinkless-model/1",\n  "inputs": ${jsonNumber(layers[0]!.weights.columns)},\n  "slopes": ${jsonList(slopes)},\n`;
  yield '  "layers": [';
  for (const [i, { weights, bias }] of layers.entries()) {
    yield `${i === 0 ? '' : ','}\n    {\n      "weights": `;
    yield* jsonRows(weights, '      ');
    if (bias !== undefined) yield `,\n      "bias": ${jsonList(bias)}`;
    yield '\n    }';
  }
  yield '\n  ]\n}\n';
}
