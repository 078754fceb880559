import type { Dataset } from '../data/Dataset.js';
import type { Network } from '../network/Network.js';
import { train } from '../train/train.js';
import type { TrainingRun } from '../train/TrainingRun.js';
import type { TrainOptions } from '../train/TrainOptions.js';

/** Looks at the mce during a training. One costs some three epochs. */
const LOOKS = 20;
/** `train`'s own default, which a schedule may depend on. */
const EPOCHS = 10_000;

/**
 * Trains until at most a share `mce` of the samples is misclassified, or to the end. That is looked at a twentieth of the epochs apart: a
 * training that goes on from its state has the bits of one that was never interrupted.
 *
 * @throws what {@link train} throws
 */
export async function trainToMce(
  start: Network,
  data: Dataset,
  options: TrainOptions,
  mce: number,
): Promise<Omit<TrainingRun, 'stopped'> & { readonly stopped: TrainingRun['stopped'] | 'mce' }> {
  const epochs = options.epochs ?? EPOCHS;
  const { schedule } = options;
  // The default end of a cosine is that of the whole training.
  const whole = schedule?.kind === 'cosine' ? { ...schedule, to: schedule.to ?? epochs } : schedule;
  const every = Math.max(1, Math.ceil(epochs / LOOKS));
  for (let resume = options.resume; ;) {
    const until = Math.min(epochs, (resume?.epoch ?? 0) + every);
    const run = await train(start, data, { ...options, schedule: whole, epochs: until, resume });
    const now = run.history.mce?.at(-1);
    if (now !== undefined && now <= mce) return { ...run, stopped: 'mce' };
    if (run.stopped !== 'epochs' || until === epochs) return run;
    resume = run.state;
  }
}
