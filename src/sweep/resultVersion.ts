/** Raised when the same parameters give other numbers than before: trials of different versions never share a store. */
export const RESULT_VERSION = 3;
