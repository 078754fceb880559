import type { TrialParameters } from './TrialParameters.js';

/** What trials that differ in nothing but seeds have in common. */
export function shapeOf(parameters: TrialParameters): string {
  return JSON.stringify({
    ...parameters,
    repetition: undefined,
    seed: undefined,
    data_seed: undefined,
    mask_seed: undefined,
    network_seed: undefined,
    training_seed: undefined,
  });
}
