import type { FileArray } from './FileArray.js';

/** What a safetensors file holds. */
export interface Tensors {
  readonly arrays: ReadonlyMap<string, FileArray>;
  readonly metadata: ReadonlyMap<string, string>;
}
