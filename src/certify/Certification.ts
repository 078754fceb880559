import type { Certificate } from './Certificate.js';
import type { Claim } from './Claim.js';

/** What came of an attempt to prove a claim. */
export type Certification =
  | { readonly outcome: 'certified'; readonly claim: Claim; readonly reason: string; readonly certificate: Certificate }
  /** The claim is false; `evidence` are the numbers that prove it. */
  | { readonly outcome: 'refuted'; readonly claim: Claim; readonly reason: string; readonly evidence: Readonly<Record<string, number>> }
  /** Neither; `missing` says what a proof lacks. */
  | { readonly outcome: 'inconclusive'; readonly claim: Claim; readonly reason: string; readonly missing: string };
