/** A layer as written in a model file: `weights` is d_l × d_{l−1}, one row per unit; a missing `bias` means that the layer has none. */
export interface Layer {
  readonly weights: readonly (readonly number[])[];
  readonly bias?: readonly number[];
}

/** A network and its data as nested lists, the common language of the oracles. */
export interface Problem {
  /** X, N × d_0, one row per sample. */
  readonly inputs: readonly (readonly number[])[];
  /** Y, N × C. */
  readonly targets: readonly (readonly number[])[];
  /** E_l for each hidden layer, N × d_l. Missing: all ones. */
  readonly masks?: readonly (readonly (readonly number[])[])[];
  /** One negative slope per hidden layer. */
  readonly slopes: readonly number[];
  readonly layers: readonly Layer[];
}
