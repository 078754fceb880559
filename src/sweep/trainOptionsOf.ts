import type { TrainOptions } from '../train/TrainOptions.js';
import { factorsOf } from './factorsOf.js';
import type { TrialParameters } from './TrialParameters.js';

/** Only the start and the end: what lies between is not recorded, and every look costs some three epochs. */
const NEVER = 2 ** 31 - 1;

/** What one training and those of many networks have in common. */
export type TrialTraining = Omit<TrainOptions, 'validation' | 'onState' | 'stateEvery' | 'resume' | 'signal' | 'onProgress'>;

/** What a trial with this many samples asks of {@link train}: once, and once more where there is a polish. */
export function trainOptionsOf(
  parameters: TrialParameters,
  samples: number,
): { readonly training: TrialTraining; readonly polish: TrialTraining | undefined } {
  const { learning_rate, momentum, nesterov, beta1, beta2, epsilon, damping, kick, memory } = parameters;
  const { epochs, batch_size, precision, history_every, stop_gradient, stop_loss, stop_mce, polish_epochs } = parameters;
  const seed = parameters.training_seed ?? parameters.seed;
  const optimizer = defined({
    kind: parameters.optimizer,
    learningRate: learning_rate,
    momentum,
    nesterov,
    beta1,
    beta2,
    epsilon,
    damping,
    kick,
    memory,
  });
  const training = {
    optimizer,
    epochs,
    batchSize: batch_size === undefined ? undefined : Math.min(batch_size, samples),
    precision,
    schedule: scheduleOf(parameters),
    noise: noiseOf(parameters),
    stop: defined({ gradient: stop_gradient, loss: stop_loss, mce: stop_mce }),
    historyEvery: history_every ?? NEVER,
    seed,
  };
  return {
    training: training as TrialTraining,
    polish: polish_epochs === 0 ? undefined : { optimizer: 'levenberg-marquardt', epochs: polish_epochs, historyEvery: NEVER, seed },
  };
}

function scheduleOf({ schedule, schedule_factor, schedule_from, schedule_to, schedule_minimum }: TrialParameters): object | undefined {
  const given = defined({ factor: schedule_factor, from: schedule_from, to: schedule_to, minimum: schedule_minimum });
  if (schedule === undefined && Object.keys(given).length === 0) return undefined;
  return { kind: schedule ?? 'constant', ...given };
}

function noiseOf({ noise, noise_keep, noise_sigma, noise_delta }: TrialParameters): object | undefined {
  const factors = factorsOf(noise ?? 'none', noise_keep, noise_sigma, noise_delta);
  return noise === undefined && Object.keys(factors).length === 1 ? undefined : factors;
}

function defined(values: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
