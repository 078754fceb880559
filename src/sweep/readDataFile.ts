import { Dataset } from '../data/Dataset.js';

/** Numbers that are kept, 64 MiB, beside the latest data set, which may be larger. */
const MOST_NUMBERS = 2 ** 23;

/** In the order in which they were used, the latest last. */
const kept = new Map<string, Dataset>();

/**
 * The data set of a file, read once for all trials of a process: its content counts as part of the plan.
 *
 * @throws what {@link Dataset.parse} throws
 */
export async function readDataFile(specification: string): Promise<Dataset> {
  const data = kept.get(specification) ?? (await Dataset.parse(specification));
  kept.delete(specification);
  kept.set(specification, data);
  let numbers = 0;
  for (const [name, one] of [...kept].reverse()) {
    numbers += numbersOf(one);
    if (one !== data && numbers > MOST_NUMBERS) kept.delete(name);
  }
  return data;
}

function numbersOf({ samples, inputs, targets, masks }: Dataset): number {
  const factors = Array.isArray(masks) ? masks.reduce((sum: number, { columns }: { readonly columns: number }) => sum + columns, 0) : 0;
  return samples * (inputs.columns + targets.columns + factors);
}
