import type { TrialResults } from './TrialResults.js';

/** How a trial ended: with results, or with an error. */
export type TrialOutcome = { readonly results: TrialResults } | { readonly error: string };
