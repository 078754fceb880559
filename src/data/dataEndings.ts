/** The endings of data files. */
export const dataEndings = ['.json', '.csv', '.npy', '.npz'] as const;
