/** How the bytes of an npy file are written; what is left out is as NumPy does it. */
export interface NpyOptions {
  readonly version?: 1 | 2 | 3;
  readonly descr?: string;
  readonly isColumnMajor?: boolean;
  /** The dictionary, instead of the one that describes the array. */
  readonly header?: string;
}

/** The bytes of an npy file of float64 numbers, or whatever the header says that the bytes of `data` are. */
export function npy(shape: readonly number[], data: readonly number[] | Uint8Array, options: NpyOptions = {}): Buffer {
  const { version = 1, descr = '<f8', isColumnMajor = false } = options;
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const dictionary = options.header ?? `{'descr': '${descr}', 'fortran_order': ${isColumnMajor ? 'True' : 'False'}, 'shape': ${tuple}, }`;
  const before = version === 1 ? 10 : 12;
  const padding = ' '.repeat(63 - ((before + dictionary.length) % 64));
  const text = Buffer.from(`${dictionary}${padding}\n`, 'latin1');
  const start = Buffer.alloc(before);
  start.write('\x93NUMPY', 'latin1');
  start[6] = version;
  if (version === 1) start.writeUInt16LE(text.length, 8);
  else start.writeUInt32LE(text.length, 8);
  return Buffer.concat([start, text, data instanceof Uint8Array ? data : Buffer.from(Float64Array.from(data).buffer)]);
}
