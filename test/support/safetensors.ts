/** A tensor of float32 numbers. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** The bytes of a safetensors file of float32 numbers, as PyTorch's `Sequential` of `Linear` is saved. */
export function safetensors(tensors: Readonly<Record<string, Tensor>>, metadata?: Readonly<Record<string, string>>): Buffer {
  const header: Record<string, unknown> = metadata === undefined ? {} : { __metadata__: metadata };
  const parts: Buffer[] = [];
  let at = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    parts.push(Buffer.from(Float32Array.from(values).buffer));
    header[name] = { dtype: 'F32', shape, data_offsets: [at, at + 4 * values.length] };
    at += 4 * values.length;
  }
  return safetensorsOf(JSON.stringify(header), Buffer.concat(parts));
}

/** The bytes of a safetensors file with any header. */
export function safetensorsOf(header: string, data: Uint8Array): Buffer {
  const text = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, data]);
}
