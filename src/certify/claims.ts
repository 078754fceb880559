import type { Claim } from './Claim.js';

/** In the order of the core's numbers (`native/core/certify/certification.h`). */
export const claims: readonly Claim[] = ['full-rank', 'zero-loss-nearby', 'local-minimum', 'kink-minimum'];
