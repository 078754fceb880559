/** The endings of model files. */
export const modelEndings = ['.json', '.npz', '.safetensors'] as const;
