import { describe, refuseArgument } from '../arguments.js';
import { parseJsonBytes } from '../files/parseJsonBytes.js';
import { refuseFile } from '../files/refuseFile.js';
import { requireEnding } from '../files/requireEnding.js';
import type { ModelArrays } from './ModelArrays.js';
import { modelEndings } from './modelEndings.js';
import type { NetworkParts } from './NetworkParts.js';
import { parseModel } from './parseModel.js';
import { parseModelNpz } from './parseModelNpz.js';
import { parseModelSafetensors } from './parseModelSafetensors.js';
import { parseSlopes } from './parseSlopes.js';

/** The network of a model file's bytes; what they are is told by the file's ending. `given` are the slopes for files without; default 0. */
export function parseModelFile(file: string, bytes: Uint8Array, given: unknown): NetworkParts {
  const { layers, slopes } = parseArrays(file, bytes);
  if (slopes === undefined) return { layers, slopes: parseSlopes('slopes', given === undefined ? 0 : given, layers.length - 1) };
  if (given !== undefined) refuseArgument('slopes', `none besides those in ${describe(file)}`, describe(given));
  return { layers, slopes };
}

function parseArrays(file: string, bytes: Uint8Array): ModelArrays {
  const refuse = refuseFile(file);
  switch (requireEnding(file, modelEndings)) {
    case '.json':
      return parseModel(parseJsonBytes(file, bytes), refuse);
    case '.npz':
      return parseModelNpz(bytes, refuse);
    case '.safetensors':
      return parseModelSafetensors(bytes, refuse);
  }
}
