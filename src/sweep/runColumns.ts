import type { Column } from './columns.js';
import type { ColumnType } from './ColumnType.js';
import type { SweepRun } from './SweepStatus.js';

const TYPES = {
  run_id: 'INTEGER',
  started_at: 'INTEGER',
  ended_at: 'INTEGER',
  recorded: 'INTEGER',
  workers: 'INTEGER',
  kinkless: 'TEXT',
  result_version: 'INTEGER',
  node: 'TEXT',
  platform: 'TEXT',
  blas: 'TEXT',
  blas_core: 'TEXT',
  kernels: 'TEXT',
  cpu: 'TEXT',
  cores: 'INTEGER',
  memory_bytes: 'INTEGER',
  host: 'TEXT',
} as const satisfies { readonly [Name in keyof SweepRun]: ColumnType };

/** The columns of the table `runs`, in their order. */
export const runColumns: readonly Column<keyof SweepRun>[] = Object.entries(TYPES).map(([name, type]) => ({
  name: name as keyof SweepRun,
  type,
  nullable: name === 'ended_at',
}));
