import type { TrainingRun } from './TrainingRun.js';

/** As a run of {@link train}, without the state: a replica is not resumed. */
export type ReplicaRun = Omit<TrainingRun, 'state'>;
