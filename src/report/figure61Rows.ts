import type { Verdict } from '../landscape/CheckReport.js';
import type { SweepStore } from '../sweep/SweepStore.js';

/** What the repetitions of one cell of Figure 6.1 came to. */
export interface Figure61Row {
  readonly data: string;
  readonly hiddenLayers: number;
  readonly d: number;
  readonly ratio: number;
  readonly samples: number;
  readonly parameters: number;
  /** Trials that ended, and that failed. */
  readonly trials: number;
  readonly failed: number;
  /** After Adam, before the polish: mean, standard deviation (divided by the number of trials) and maximum. */
  readonly mce: number;
  readonly mceDeviation: number;
  readonly mceMax: number;
  /** Trials with no misclassified sample. */
  readonly zeroError: number;
  /** Trials in which G_{L−1} has rank N, and in which rounding leaves that open. */
  readonly fullRank: number;
  readonly undecidedRank: number;
  readonly verdicts: Readonly<Partial<Record<Verdict, number>>>;
}

const KEY = 'data, hidden_layers, d, ratio';

/** One row for each cell that has a trial, in the order of data, depth, width and ratio. */
export function figure61Rows(store: SweepStore, repetitions: number): readonly Figure61Row[] {
  const verdicts = store.query(
    `SELECT ${KEY}, verdict, count(*) AS trials FROM trials
     WHERE status = 'done' AND repetition < ? AND verdict IS NOT NULL GROUP BY ${KEY}, verdict`,
    repetitions,
  );
  const keyOf = (row: Readonly<Record<string, unknown>>) =>
    KEY.split(', ')
      .map((name) => String(row[name]))
      .join(' ');
  const cells = store.query(
    `SELECT ${KEY}, max(samples) AS samples, max(parameter_count) AS parameters, sum(status = 'done') AS trials, sum(status = 'failed') AS failed,
       avg(trained_mce) AS mce, avg(trained_mce * trained_mce) AS squares, max(trained_mce) AS most, sum(trained_mce = 0) AS zero,
       sum(rank_full = 1) AS full, sum(status = 'done' AND rank_full IS NULL) AS undecided
     FROM trials WHERE repetition < ? GROUP BY ${KEY} ORDER BY ${KEY}`,
    repetitions,
  );
  return cells.map((row) => {
    const number = (name: string) => Number(row[name] ?? 0);
    return {
      data: String(row['data']),
      hiddenLayers: number('hidden_layers'),
      d: number('d'),
      ratio: number('ratio'),
      samples: number('samples'),
      parameters: number('parameters'),
      trials: number('trials'),
      failed: number('failed'),
      mce: number('mce'),
      mceDeviation: Math.sqrt(Math.max(0, number('squares') - number('mce') ** 2)),
      mceMax: number('most'),
      zeroError: number('zero'),
      fullRank: number('full'),
      undecidedRank: number('undecided'),
      verdicts: Object.fromEntries(
        verdicts.filter((one) => keyOf(one) === keyOf(row)).map((one) => [String(one['verdict']), Number(one['trials'])]),
      ),
    };
  });
}
