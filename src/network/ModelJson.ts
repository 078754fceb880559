/** The value of a model file. Numbers are those of the network, exactly. */
export interface ModelJson {
  readonly format: 'kinkless-model/1';
  /** d_0. */
  readonly inputs: number;
  /** One negative slope per hidden layer. */
  readonly slopes: readonly number[];
  /** First hidden layer to output layer; `weights` has d_l rows of d_{l−1} numbers, `bias` d_l numbers. */
  readonly layers: readonly { readonly weights: readonly (readonly number[])[]; readonly bias?: readonly number[] }[];
}
