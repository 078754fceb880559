import type { JobOptions } from '../native/runJob.js';
import type { ManyOptions } from './ManyOptions.js';

/** Reports the progress of a job over some of the networks, the `first` of which are done. */
export function progressFrom(first: number, networks: number, onProgress: ManyOptions['onProgress']): JobOptions['onProgress'] {
  return (
    onProgress &&
    ((done) => {
      onProgress({ done: first + done, networks });
    })
  );
}
