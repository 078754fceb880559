import type { TrialResults } from './TrialResults.js';

/** How a trial ended: with results, of which those that are null may be left out, or with an error. */
export type TrialOutcome = { readonly results: Partial<TrialResults> } | { readonly error: string };
