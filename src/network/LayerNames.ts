/** What a file of arrays calls the parameters of one layer. */
export interface LayerNames {
  readonly weights: string;
  readonly bias: string;
}
