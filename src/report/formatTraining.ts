import type { TrainingRun } from '../train/TrainingRun.js';
import { formatNumber as number } from './formatNumber.js';

export interface TrainingSummary extends Pick<TrainingRun, 'stopped' | 'epochs' | 'loss'> {
  readonly mse: number;
  /** d_0 … d_L. */
  readonly widths: readonly number[];
  readonly parameters: number;
  readonly samples: number;
  /** What was written. */
  readonly files: readonly string[];
}

const STOPPED: Readonly<Record<TrainingRun['stopped'], string>> = {
  gradient: 'the gradient is zero to rounding',
  loss: 'the loss asked for is reached',
  mce: 'few enough samples are misclassified',
  epochs: 'all epochs are done',
  time: 'the time is over',
  stalled: 'no step lowers the loss',
};

/** How a training ended, for people. */
export function formatTraining({ stopped, epochs, loss, mse, widths, parameters, samples, files }: TrainingSummary): string {
  return [
    `${widths.join('-')} network, ${String(parameters)} parameters, ${String(samples)} samples`,
    `stopped after ${String(epochs)} epochs: ${STOPPED[stopped]}`,
    `loss ${number(loss)}   mse ${number(mse)}`,
    `wrote ${files.join(', ')}`,
  ].join('\n');
}
