import type { SweepStatus } from '../sweep/SweepStatus.js';
import { alignRows } from './alignRows.js';

const SHOWN = 5;

/** How far a sweep is, and what failed, for people. */
export function formatSweepStatus({ name, trials, done, failed, missing, running, failures, runs }: SweepStatus): string {
  const share = (count: number): string => (trials === 0 ? '' : `${((100 * count) / trials).toFixed(1)}%`);
  const rows = [
    ['trials', String(trials), ''],
    ['done', String(done), share(done)],
    ['failed', String(failed), share(failed)],
    ['missing', String(missing), share(missing)],
  ];
  const last = runs.at(-1);
  const state = running ? 'running' : missing > 0 ? 'not running: the same command goes on' : 'finished';
  const lines = [
    ...(name === null ? [] : [name]),
    alignRows(rows),
    `${state}${last === undefined ? '' : `; ${String(runs.length)} ${runs.length === 1 ? 'run' : 'runs'}, the last one by kinkless ${last.kinkless} on ${last.host}`}`,
  ];
  for (const failure of failures.slice(0, SHOWN))
    lines.push('', `${String(failure.trials)} failed: ${failure.error}`, `  ${failure.command}`);
  if (failures.length > SHOWN) lines.push('', `… and other errors: --json shows more`);
  return lines.join('\n');
}
