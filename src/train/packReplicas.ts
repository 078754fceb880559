import type { Dataset } from '../data/Dataset.js';
import type { RawProblem, RawReplicas } from '../native/addon.js';
import { packNetwork } from './packNetwork.js';
import { packSamples } from './packSamples.js';
import type { Replica } from './Replica.js';

/** Numbers that are packed for one job, 32 MiB, unless one replica alone has more: memory stays bounded however many there are. */
const MOST_NUMBERS = 2 ** 22;

/**
 * As many replicas from `first` on as one job takes, as the core takes them: data that several share are packed once. `resultsOf` says
 * how many numbers come back for a replica.
 */
export function packReplicas<R extends Replica>(replicas: readonly R[], first: number, resultsOf: (replica: R) => number): RawReplicas {
  const networks: RawProblem[] = [];
  const sets: RawProblem[] = [];
  const indices: number[] = [];
  const places = new Map<Dataset, Map<string, number>>();
  let numbers = 0;

  const placeOf = (data: Dataset | undefined, { network }: Replica, packed: RawProblem): number => {
    if (data === undefined) return -1;
    let widths = places.get(data);
    if (widths === undefined) places.set(data, (widths = new Map()));
    // Without masks one packing fits all widths.
    const key = data.masks === undefined ? '' : network.hidden.join();
    let place = widths.get(key);
    if (place === undefined) {
      const set = packSamples(data, network.hidden);
      numbers += set.inputs.length + set.targets.length + set.masks.length;
      widths.set(key, (place = sets.push({ ...packed, ...set }) - 1));
    }
    return place;
  };

  for (let k = first; k < replicas.length && numbers < MOST_NUMBERS; k++) {
    const replica = replicas[k]!;
    const packed = packNetwork(replica.network);
    networks.push(packed);
    indices.push(placeOf(replica.data, replica, packed), placeOf(replica.validation, replica, packed));
    numbers += packed.parameters.length + resultsOf(replica);
  }
  return { networks, sets, indices: Int32Array.from(indices) };
}
