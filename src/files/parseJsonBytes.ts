import { decodeText } from './decodeText.js';
import { parseJson } from './parseJson.js';
import { refuseFile } from './refuseFile.js';

/** The value of a JSON file's bytes. */
export function parseJsonBytes(file: string, bytes: Uint8Array): unknown {
  return parseJson(file, decodeText(bytes, refuseFile(file)));
}
