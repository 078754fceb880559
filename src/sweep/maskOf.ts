import type { MaskSpecification } from '../data/MaskSpecification.js';
import { factorsOf } from './factorsOf.js';
import type { TrialParameters } from './TrialParameters.js';

/** How a trial's masks are drawn. */
export function maskOf({ mask, mask_keep, mask_sigma, mask_delta, mask_seed, seed }: TrialParameters): MaskSpecification {
  const factors = factorsOf(mask, mask_keep, mask_sigma, mask_delta);
  // Masks have a random stream of their own.
  return (mask === 'none' ? factors : { ...factors, seed: mask_seed ?? seed }) as MaskSpecification;
}
