import type { CertificateArray } from '../../src/certify/CertificateArray.js';
import type { Statement } from '../../src/certify/Certificate.js';
import type { Layer, Problem } from '../oracle/Problem.js';

/** The network and data that a certificate is about, read from its bytes. */
export function readStatement({ network, data }: Statement): Problem {
  const { masks } = data;
  return {
    inputs: rowsOf(data.inputs),
    targets: rowsOf(data.targets),
    ...(masks === null ? {} : { masks: masks.map(rowsOf) }),
    slopes: network.slopes,
    layers: network.weights.map((array, l) => layerOf(rowsOf(array), network.bias[l]!)),
  };
}

function layerOf(rows: number[][], bias: boolean): Layer {
  if (!bias) return { weights: rows };
  return { weights: rows.map((row) => row.slice(0, -1)), bias: rows.map((row) => row.at(-1)!) };
}

function rowsOf({ shape: [rows, columns], base64 }: CertificateArray): number[][] {
  const bytes = Buffer.from(base64, 'base64');
  return Array.from({ length: rows }, (_, i) => Array.from({ length: columns }, (__, j) => bytes.readDoubleLE(8 * (i * columns + j))));
}
