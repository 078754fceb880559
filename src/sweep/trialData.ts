import { Dataset } from '../data/Dataset.js';
import { maskOf } from './maskOf.js';
import { MNIST } from './mnistPrefix.js';
import { readDataFile } from './readDataFile.js';
import type { TrialParameters } from './TrialParameters.js';

/**
 * The data of a trial.
 *
 * @throws what {@link Dataset} throws where there are none
 */
export async function trialData(parameters: TrialParameters): Promise<Dataset> {
  const { data, seed, data_seed = seed, mask } = parameters;
  const samples = parameters.samples!;
  const masks = mask === 'none' ? undefined : maskOf(parameters);
  if (data === 'gaussian') return Dataset.gaussian({ samples, inputs: parameters.inputs!, seed: data_seed, masks });
  if (data.startsWith(MNIST))
    return Dataset.mnist(data.slice(MNIST.length), { samples, inputs: parameters.inputs, seed: data_seed, masks });
  const whole = await readDataFile(data);
  if (masks === undefined) return whole;
  return Dataset.from({ inputs: whole.inputs, targets: whole.targets, masks });
}
