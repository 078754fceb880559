import type { ColumnType } from './ColumnType.js';
import { parameterColumns } from './parameterColumns.js';
import type { TrialRow } from './TrialRow.js';

export interface Column<Name extends string = keyof TrialRow> {
  readonly name: Name;
  readonly type: ColumnType;
  /** Whether it may hold null. */
  readonly nullable: boolean;
}

const TYPES = {
  trial_id: 'TEXT',
  status: 'TEXT',
  error: 'TEXT',
  command: 'TEXT',
  repetition: 'INTEGER',
  ...parameterColumns,
  loss: 'REAL',
  mse: 'REAL',
  mce: 'REAL',
  trained_loss: 'REAL',
  trained_mce: 'REAL',
  epochs_done: 'INTEGER',
  stopped: 'TEXT',
  polish_epochs_done: 'INTEGER',
  polish_stopped: 'TEXT',
  parameter_count: 'INTEGER',
  verdict: 'TEXT',
  gradient: 'REAL',
  gradient_tolerance: 'REAL',
  criticality: 'REAL',
  criticality_tolerance: 'REAL',
  min_abs_u: 'REAL',
  kink_distance: 'REAL',
  newton_step: 'REAL',
  on_kink: 'INTEGER',
  kinks_carrying: 'INTEGER',
  rank: 'INTEGER',
  rank_undecided: 'INTEGER',
  rank_full: 'BOOLEAN',
  sigma_min: 'REAL',
  sigma_max: 'REAL',
  sigma_tolerance: 'REAL',
  jacobian_rank: 'INTEGER',
  jacobian_undecided: 'INTEGER',
  jacobian_full: 'BOOLEAN',
  jacobian_sigma_min: 'REAL',
  jacobian_sigma_max: 'REAL',
  jacobian_tolerance: 'REAL',
  capacity: 'INTEGER',
  guaranteed_generic: 'BOOLEAN',
  guaranteed_here: 'BOOLEAN',
  hessian_positive: 'INTEGER',
  hessian_zero: 'INTEGER',
  hessian_negative: 'INTEGER',
  hessian_min: 'REAL',
  hessian_max: 'REAL',
  hessian_tolerance: 'REAL',
  nullity_inert: 'INTEGER',
  nullity_rescaling: 'INTEGER',
  nullity_redundant: 'INTEGER',
  nullity_unexplained: 'INTEGER',
  trained_ms: 'REAL',
  polished_ms: 'REAL',
  checked_ms: 'REAL',
  recorded_at: 'INTEGER',
} as const satisfies { readonly [Name in keyof TrialRow]: ColumnType };

/** The columns of the table `trials`, in their order. */
export const columns: readonly Column[] = Object.entries(TYPES).map(([name, type]) => ({
  name: name as keyof TrialRow,
  type,
  nullable: name !== 'trial_id' && name !== 'status',
}));
