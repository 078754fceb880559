import type { Verdict } from './CheckReport.js';

/** A verdict, and one sentence that says why. */
export interface Decision {
  readonly verdict: Verdict;
  readonly reason: string;
}
