import type { TrialParameters } from './TrialParameters.js';
import type { TrialResults } from './TrialResults.js';

/** The value of a parameter in its column: lists as text (`25,25`), truth values as 0 and 1, null where it is not set. */
type Stored<T> = T extends boolean ? 0 | 1 : T extends readonly number[] ? string : T;
type StoredParameters = { readonly [Name in keyof TrialParameters]-?: Stored<NonNullable<TrialParameters[Name]>> | null };

/** A row of the store's table `trials`. Columns whose names end in `_ms` or `_at` may differ between runs; all others are the same bits. */
export interface TrialRow extends StoredParameters, TrialResults {
  /** 32 hexadecimal digits: a hash of parameters, measures and versions. */
  readonly trial_id: string;
  readonly status: 'done' | 'failed';
  /** What went wrong, and the command that does it again; null where nothing did. */
  readonly error: string | null;
  readonly command: string | null;
  /** Milliseconds since 1970. */
  readonly recorded_at: number;
}
