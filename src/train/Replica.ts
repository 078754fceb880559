import type { Dataset } from '../data/Dataset.js';
import type { Network } from '../network/Network.js';

/** One of many networks, with the data it is held against. */
export interface Replica {
  readonly network: Network;
  readonly data: Dataset;
  readonly validation?: Dataset | undefined;
}
