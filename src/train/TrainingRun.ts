import type { Network } from '../network/Network.js';
import type { History } from './History.js';
import type { TrainingState } from './TrainingState.js';

export interface TrainingRun {
  /** The network at the end; for Levenberg–Marquardt and L-BFGS without `stopped: 'gradient'` or `'mce'` at the lowest loss met. */
  readonly network: Network;
  /**
   * Which rule ended training: gradient at its rounding level, loss floor, few enough misclassified, all epochs done, the time over; or, for
   * L-BFGS without kicks, that no step along the gradient lowers the loss, as on a kink.
   */
  readonly stopped: 'gradient' | 'loss' | 'epochs' | 'time' | 'stalled' | 'mce';
  /** Epochs done, those of a resumed run included. */
  readonly epochs: number;
  /** (1/2N) Σ e² of `network`. */
  readonly loss: number;
  /** What was seen since the start or the resumed state. */
  readonly history: History;
  /** Where the run stands: with more epochs it can be resumed. */
  readonly state: TrainingState;
}
