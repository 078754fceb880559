import { describe, type Refuse } from '../arguments.js';
import type { FileArray } from './FileArray.js';
import { inflateEntry } from './inflateEntry.js';
import { parseNpy } from './parseNpy.js';
import { parseZip } from './parseZip.js';

// What compressed arrays may expand to, together: a few megabytes can announce gigabytes. Arrays that are stored as they are have no such limit.
const MOST_INFLATED = 2 ** 30;

/** The arrays of an npz file (`numpy.savez`, `numpy.savez_compressed`): a zip archive of npy files, by their names without `.npy`. */
export function parseNpz(bytes: Uint8Array, refuse: Refuse): ReadonlyMap<string, FileArray> {
  const entries = parseZip(bytes, refuse);
  const inflated = entries.reduce((sum, { isCompressed, size }) => sum + (isCompressed ? size : 0), 0);
  if (inflated > MOST_INFLATED) {
    return refuse('the directory', `compressed arrays of at most ${String(MOST_INFLATED)} bytes together`, `${String(inflated)} bytes`);
  }
  const arrays = new Map<string, FileArray>();
  for (const entry of entries) {
    if (!entry.name.endsWith('.npy')) return refuse('the directory', 'only .npy files', describe(entry.name));
    const inside: Refuse = (place, expected, received) => refuse(`${describe(entry.name)}, ${place}`, expected, received);
    arrays.set(entry.name.slice(0, -4), parseNpy(inflateEntry(entry, refuse), inside));
  }
  return arrays;
}
