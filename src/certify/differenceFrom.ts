import type { Dataset } from '../data/Dataset.js';
import type { Network } from '../network/Network.js';

interface StoredArray {
  readonly base64: string;
}

/** What is read of a certificate that has been found valid. */
interface Valid {
  readonly statement: {
    readonly network: {
      readonly widths: readonly number[];
      readonly slopes: readonly number[];
      readonly bias: readonly boolean[];
      readonly weights: readonly StoredArray[];
    };
    readonly data: { readonly inputs: StoredArray; readonly targets: StoredArray; readonly masks: readonly StoredArray[] | null };
  };
}

/** What a valid certificate's network or data has that is not of this network or this data set, as a sentence. */
export function differenceFrom(certificate: unknown, network: Network | undefined, data: Dataset | undefined): string | undefined {
  const stated = (certificate as Valid).statement;
  if (network !== undefined) {
    const { widths, slopes, bias, weights } = stated.network;
    const shape = [...widths, ...slopes, ...bias.map(Number)];
    const own = [...network.widths, ...network.slopes, ...network.biases.map(Number)];
    if (!agree(shape, own)) return 'the certificate is about a network of other widths, slopes or biases';
    if (!agree(weights.flatMap(numbersOf), network.parameters())) return 'the certificate is about other weights';
  }
  if (data !== undefined) {
    if (!agree(numbersOf(stated.data.inputs), data.inputs.data)) return 'the certificate is about other inputs';
    if (!agree(numbersOf(stated.data.targets), data.targets.data)) return 'the certificate is about other targets';
    const masks = data.resolveMasks(stated.network.widths.slice(1, -1)) ?? [];
    const statedMasks = stated.data.masks ?? [];
    if (masks.length !== statedMasks.length || !masks.every((mask, l) => agree(numbersOf(statedMasks[l]!), mask.data)))
      return 'the certificate is about other masks';
  }
  return undefined;
}

function numbersOf({ base64 }: StoredArray): number[] {
  const bytes = Buffer.from(base64, 'base64');
  return Array.from({ length: bytes.length / 8 }, (_, k) => bytes.readDoubleLE(8 * k));
}

/** Equal as real numbers, −0 and 0 too. */
function agree(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  return a.length === b.length && Array.from(a).every((x, k) => x === b[k]);
}
