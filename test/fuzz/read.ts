import { parseDatasetFile } from '../../src/data/parseDatasetFile.js';
import { Dataset } from '../../src/data/Dataset.js';
import { parseModelFile } from '../../src/network/parseModelFile.js';
import { Network } from '../../src/network/Network.js';
import type { TargetColumns } from '../../src/data/TargetColumns.js';

/** Reads a model; what was accepted must be one for the checks of `Network.from` as well, whose ArgumentError is a finding. */
export function readModel(file: string, bytes: Uint8Array): void {
  Network.from(parseModelFile(file, bytes, undefined));
}

/** Reads a data set; what was accepted must be one for the checks of `Dataset.from` as well, whose ArgumentError is a finding. */
export function readData(file: string, bytes: Uint8Array, targets?: TargetColumns): void {
  Dataset.from(parseDatasetFile(file, bytes, targets));
}
