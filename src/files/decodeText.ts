import { constants } from 'node:buffer';
import type { Refuse } from '../arguments.js';

/** The text of UTF-8 bytes, without a byte order mark. */
export function decodeText(bytes: Uint8Array, refuse: Refuse): string {
  if (bytes.length > constants.MAX_STRING_LENGTH) {
    return refuse('size', `at most ${String(constants.MAX_STRING_LENGTH)} bytes`, `${String(bytes.length)} bytes`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('encoding', 'UTF-8 text', 'other bytes');
  }
}
