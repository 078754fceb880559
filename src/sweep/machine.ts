import os from 'node:os';
import { loadAddon } from '../native/loadAddon.js';
import { version } from '../version.js';
import type { SweepRun } from './SweepStatus.js';
import { RESULT_VERSION } from './resultVersion.js';

/** What a run records of where it runs, and with what. */
export function machine(): Omit<SweepRun, 'run_id' | 'started_at' | 'ended_at' | 'recorded' | 'workers'> {
  const { blas, core, kernels } = loadAddon().addon.info();
  return {
    kinkless: version(),
    result_version: RESULT_VERSION,
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    blas,
    blas_core: core,
    kernels,
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memory_bytes: os.totalmem(),
    host: os.hostname(),
  };
}
