import type { Network } from '../network/Network.js';
import type { CertificateArray } from './CertificateArray.js';
import { packArray } from './packArray.js';

/** W̄_l of every layer, the bias as its last column. */
export function packWeights(network: Network): readonly CertificateArray[] {
  const parameters = network.parameters();
  let offset = 0;
  return network.biases.map((bias, l) => {
    const rows = network.widths[l + 1]!;
    const columns = network.widths[l]! + Number(bias);
    const part = parameters.subarray(offset, offset + rows * columns);
    offset += rows * columns;
    return packArray(part, rows, columns);
  });
}
