import { createHash } from 'node:crypto';
import type { Problem } from '../oracle/Problem.js';

/** An array of a certificate file. */
export interface StoredArray {
  type: string;
  shape: number[];
  base64: string;
}

/** A certificate file's value as tests build and damage it. */
export interface StoredCertificate {
  format: string;
  statement: {
    semantics: string;
    claim: string;
    sentence: string;
    network: { widths: number[]; slopes: number[]; bias: boolean[]; weights: StoredArray[] };
    data: { inputs: StoredArray; targets: StoredArray; masks: StoredArray[] | null; sha256: string };
    spurious: { weights: StoredArray[]; lossUpper: number } | null;
    sigmaMin?: number;
    radius?: number;
    lossLower?: number;
    lossUpper?: number;
    layer?: number;
  };
  witness: { onKink?: number[][] };
  producer: object;
}

type Numbers = Pick<StoredCertificate['statement'], 'sigmaMin' | 'radius' | 'lossLower' | 'lossUpper' | 'layer'>;

/** A certificate file's value that claims something of a problem, whether it is true or not. */
export function claimOf(
  claim: string,
  problem: Problem,
  numbers: Numbers,
  more: { readonly onKink?: number[][]; readonly spurious?: { readonly layers: Problem['layers']; readonly lossUpper: number } } = {},
): StoredCertificate {
  const { inputs, targets, masks, slopes, layers } = problem;
  const data = { inputs: store(inputs), targets: store(targets), masks: masks?.map(store) ?? null, sha256: '' };
  const { spurious, onKink } = more;
  return {
    format: 'kinkless-certificate/1',
    statement: {
      semantics: 'Data, masks, slope and weights as stored float64 are exact reals; the network is evaluated over the reals.',
      claim,
      sentence: 'A claim of a test.',
      network: {
        widths: [inputs[0]!.length, ...layers.map(({ weights }) => weights.length)],
        slopes: [...slopes],
        bias: layers.map(({ bias }) => bias !== undefined),
        weights: storeLayers(layers),
      },
      data: { ...data, sha256: hashOf(data) },
      spurious: spurious === undefined ? null : { weights: storeLayers(spurious.layers), lossUpper: spurious.lossUpper },
      ...numbers,
    },
    witness: onKink === undefined ? {} : { onKink },
    producer: { name: 'a test' },
  };
}

/** The problem that a certificate is about. */
export function problemOf({ statement: { network, data } }: StoredCertificate, weights = network.weights): Problem {
  return {
    inputs: rowsOf(data.inputs),
    targets: rowsOf(data.targets),
    ...(data.masks === null ? {} : { masks: data.masks.map(rowsOf) }),
    slopes: network.slopes,
    layers: weights.map((array, l) => {
      const rows = rowsOf(array);
      return network.bias[l] === true
        ? { weights: rows.map((row) => row.slice(0, -1)), bias: rows.map((row) => row.at(-1)!) }
        : { weights: rows };
    }),
  };
}

export function hashOf({ inputs, targets, masks }: Omit<StoredCertificate['statement']['data'], 'sha256'>): string {
  const hash = createHash('sha256');
  for (const { base64 } of [inputs, targets, ...(masks ?? [])]) hash.update(Buffer.from(base64, 'base64'));
  return hash.digest('hex');
}

export function store(rows: readonly (readonly number[])[]): StoredArray {
  const numbers = Float64Array.from(rows.flat());
  return { type: 'float64', shape: [rows.length, rows[0]!.length], base64: Buffer.from(numbers.buffer).toString('base64') };
}

export function rowsOf({ shape, base64 }: StoredArray): number[][] {
  const bytes = Buffer.from(base64, 'base64');
  const columns = shape[1]!;
  return Array.from({ length: shape[0]! }, (_, i) => Array.from({ length: columns }, (__, j) => bytes.readDoubleLE(8 * (i * columns + j))));
}

const storeLayers = (layers: Problem['layers']): StoredArray[] =>
  layers.map(({ weights, bias }) => store(weights.map((row, i) => (bias === undefined ? row : [...row, bias[i]!]))));
