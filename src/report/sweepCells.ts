import type { Verdict } from '../landscape/CheckReport.js';
import type { Plan } from '../sweep/Plan.js';
import { parameterNames } from '../sweep/parameterNames.js';
import type { SqlValue } from '../sweep/SqlDatabase.js';
import type { SweepStore } from '../sweep/SweepStore.js';

/** What the repetitions of one combination of parameters came to; null where it was not measured. */
export interface SweepCell {
  /** The parameters in which the plan's trials differ, in the order of {@link SweepCells.keys}. */
  readonly values: readonly SqlValue[];
  readonly trials: number;
  readonly failed: number;
  readonly mce: number | null;
  readonly mceDeviation: number | null;
  readonly loss: number | null;
  readonly lossMin: number | null;
  readonly lossMax: number | null;
  readonly epochs: number | null;
  /** Share of the trials, among those that were judged. */
  readonly fullRank: number | null;
  readonly minAbs: number | null;
  /** Of the Hessian. */
  readonly eigenvalueMin: number | null;
  readonly eigenvalueMax: number | null;
  readonly negativeEigenvalues: number | null;
  readonly milliseconds: number | null;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
}

export interface SweepCells {
  readonly keys: readonly string[];
  readonly cells: readonly SweepCell[];
}

/** The names of the parameters that differ between trials of a plan, apart from seeds. */
function varying({ axes, cases }: Plan): readonly string[] {
  const names = new Set<string>(axes.filter(({ values }) => values.length > 1).map(({ name }) => name));
  for (const name of parameterNames) {
    if (new Set(cases.map((one) => JSON.stringify(one[name]))).size > 1) names.add(name);
  }
  return parameterNames.filter((name) => names.has(name) && !name.endsWith('seed'));
}

/** All cells of a store, aggregated by SQLite: no trial is read. */
export function sweepCells(store: SweepStore): SweepCells {
  const keys = varying(store.plan);
  const by = keys.length === 0 ? "''" : keys.join(', ');
  const identity = (row: Readonly<Record<string, unknown>>) => JSON.stringify(keys.map((key) => row[key]));
  const verdicts = new Map<string, Partial<Record<Verdict, number>>>();
  const counted = store.query(`SELECT ${by}, verdict, count(*) AS n FROM trials WHERE verdict IS NOT NULL GROUP BY ${by}, verdict`);
  for (const row of counted) {
    const cell = verdicts.get(identity(row)) ?? {};
    cell[row['verdict'] as Verdict] = row['n'] as number;
    verdicts.set(identity(row), cell);
  }
  // Of these names none is a parameter's.
  const rows = store.query(
    `SELECT ${by}, count(*) AS trials, sum(status = 'failed') AS failed, avg(mce) AS mce, avg(mce * mce) AS squares,
       avg(loss) AS loss, min(loss) AS loss_min, max(loss) AS loss_max, avg(epochs_done) AS mean_epochs,
       avg(rank_full) AS full_rank, min(min_abs_u) AS min_abs, min(hessian_min) AS eigenvalue_min, max(hessian_max) AS eigenvalue_max,
       avg(hessian_negative) AS negative, avg(ifnull(trained_ms, 0) + ifnull(polished_ms, 0) + ifnull(checked_ms, 0)) AS milliseconds
     FROM trials GROUP BY ${by} ORDER BY ${by}`,
  );
  const cells = rows.map((row): SweepCell => {
    const number = (name: string) => (row[name] === null ? null : Number(row[name]));
    const [mce, squares] = [number('mce'), number('squares')];
    return {
      values: keys.map((key) => row[key]!),
      trials: number('trials')!,
      failed: number('failed')!,
      mce,
      mceDeviation: mce === null ? null : Math.sqrt(Math.max(0, squares! - mce ** 2)),
      loss: number('loss'),
      lossMin: number('loss_min'),
      lossMax: number('loss_max'),
      epochs: number('mean_epochs'),
      fullRank: number('full_rank'),
      minAbs: number('min_abs'),
      eigenvalueMin: number('eigenvalue_min'),
      eigenvalueMax: number('eigenvalue_max'),
      negativeEigenvalues: number('negative'),
      milliseconds: number('milliseconds'),
      verdicts: verdicts.get(identity(row)) ?? {},
    };
  });
  return { keys, cells };
}
