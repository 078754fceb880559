import type { RawProblem } from '../native/addon.js';
import type { Network } from '../network/Network.js';

const NONE = new Float64Array(0);

/** A network as the core takes it, without samples. */
export function packNetwork(network: Network): RawProblem {
  return {
    widths: Int32Array.from(network.widths),
    slopes: Float64Array.from(network.slopes),
    bias: Uint8Array.from(network.biases, Number),
    parameters: network.parameters(),
    samples: 0,
    inputs: NONE,
    targets: NONE,
    masks: NONE,
  };
}
