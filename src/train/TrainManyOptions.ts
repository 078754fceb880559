import type { Dataset } from '../data/Dataset.js';
import type { ManyOptions } from './ManyOptions.js';
import type { TrainOptions } from './TrainOptions.js';

/** The options of {@link train} that hold for all networks; each is read as if its network were trained alone. */
export interface TrainManyOptions
  extends
    ManyOptions,
    Omit<TrainOptions, keyof ManyOptions | 'historyEvery' | 'seed' | 'validation' | 'onState' | 'stateEvery' | 'resume'> {
  /** Epochs between two history rows; `epochs` if left out, so that a history is the start and the end. */
  readonly historyEvery?: number | undefined;
  /** Network k is trained with the seed `seed` + k; a list has one seed for each. 0 if left out. */
  readonly seed?: number | readonly number[] | undefined;
  /** Samples that training does not see: one set for all, or one for each network. */
  readonly validation?: Dataset | readonly Dataset[] | undefined;
}
