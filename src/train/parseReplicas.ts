import { describe, list, refuseArgument } from '../arguments.js';
import { Dataset } from '../data/Dataset.js';
import { Network } from '../network/Network.js';
import type { Replica } from './Replica.js';
import { requireFit } from './requireFit.js';

/**
 * Networks beside their data: one data set for all, or a list with one for each network.
 *
 * @throws {ArgumentError} naming the entry that does not fit
 */
export function parseReplicas(networks: unknown, datasets: unknown, validations?: unknown): readonly Replica[] {
  const parsed = list('networks', networks, 'a list of networks', (entry, k) =>
    Network.is(entry) ? entry : refuseArgument(`networks[${String(k)}]`, 'a Network', describe(entry)),
  );
  const sets = parseSets('datasets', datasets, parsed.length);
  const held = validations === undefined ? undefined : parseSets('options.validation', validations, parsed.length);
  return parsed.map((network, k) => {
    const [name, data] = sets(k);
    requireFit(network, data, name);
    const [validationName, validation] = held?.(k) ?? [];
    if (validation !== undefined) requireFit(network, validation, validationName!);
    return { network, data, validation };
  });
}

/** The set of network k, with its name. */
function parseSets(name: string, value: unknown, count: number): (k: number) => readonly [string, Dataset] {
  if (Dataset.is(value)) return () => [name, value];
  const sets = list(
    name,
    value,
    `a Dataset, or a list with one for each of ${String(count)} networks`,
    (entry, k) => {
      const place = `${name}[${String(k)}]`;
      return [place, Dataset.is(entry) ? entry : refuseArgument(place, 'a Dataset', describe(entry))] as const;
    },
    { length: count },
  );
  return (k) => sets[k]!;
}
