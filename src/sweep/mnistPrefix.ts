/** What the folder of MNIST's files stands behind in `data`. */
export const MNIST = 'mnist:';
