/** How far a call over many networks is. */
export interface ManyProgress {
  /** Networks done. */
  readonly done: number;
  readonly networks: number;
}

/** What every call over many networks takes. */
export interface ManyOptions {
  /** Threads that work at the same time, at most 64; as many as the machine runs at once if left out. The results do not depend on it. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ManyProgress) => void) | undefined;
}
