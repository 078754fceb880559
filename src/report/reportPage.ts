import type { SqlValue } from '../sweep/SqlDatabase.js';
import type { SweepStore } from '../sweep/SweepStore.js';
import type { SweepStatus } from '../sweep/SweepStatus.js';
import { formatNumber } from './formatNumber.js';
import { pageCharts, type PageChart } from './pageCharts.js';
import { pageScript } from './pageScript.js';
import { pageStyle } from './pageStyle.js';
import { sweepCells, type SweepCell, type SweepCells } from './sweepCells.js';
import { verdictColours } from './verdictColours.js';

/** More rows than this take a browser seconds; the downloads have all of them. */
const MOST_ROWS = 2000;

/** A page about a store that needs nothing but itself: no network, no files. */
export async function reportPage(store: SweepStore): Promise<string> {
  const status = store.status();
  const table = sweepCells(store);
  const name = status.name ?? 'Sweep';
  const charts = await pageCharts(store, table);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${escape(name)} – kinkless</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<h1>${escape(name)}</h1>
<p class="soft">${table.cells.length.toLocaleString('en')} cells of ${escape(table.keys.join(', ') || 'one combination of parameters')}; ${status.running ? 'still running when this page was made' : 'as recorded'}</p>
${tiles(status)}
${figures(charts)}
${cellTable(table)}
${failures(status)}
<h2>What was run</h2>
${facts(store, status)}
</main>
<script>${pageScript}</script>
</body>
</html>
`;
}

function tiles({ trials, done, failed, missing }: SweepStatus): string {
  const tile = (count: number, word: string, bad = false) =>
    `<div class="tile${bad ? ' bad' : ''}"><b>${count.toLocaleString('en')}</b>${word}</div>`;
  return `<div class="tiles">${tile(trials, 'trials planned')}${tile(done, 'done')}${tile(failed, 'failed', failed > 0)}${tile(missing, 'missing')}</div>`;
}

function figures(charts: readonly PageChart[]): string {
  if (charts.length === 0) return '';
  const cards = charts.map(
    ({ title, text, svg }) =>
      `<div class="card"><h3>${escape(title)}</h3><p class="soft">${escape(text)}</p>${accessible(svg, `${title}: ${text}`)}</div>`,
  );
  return `<h2>Pictures</h2>\n<div class="charts">\n${cards.join('\n')}\n</div>`;
}

function accessible(svg: string, label: string): string {
  return svg.replace('<svg ', `<svg role="img" aria-label="${escape(label)}" `);
}

interface Column {
  readonly name: string;
  readonly value: (cell: SweepCell) => SqlValue;
}

function columnsOf({ keys, cells }: SweepCells): readonly Column[] {
  const measured: readonly Column[] = [
    { name: 'mce', value: ({ mce }) => mce },
    { name: 'mce sd', value: ({ mceDeviation }) => mceDeviation },
    { name: 'loss', value: ({ loss }) => loss },
    { name: 'least loss', value: ({ lossMin }) => lossMin },
    { name: 'largest loss', value: ({ lossMax }) => lossMax },
    { name: 'rank full', value: ({ fullRank }) => fullRank },
    { name: 'min |u|', value: ({ minAbs }) => minAbs },
    { name: 'least eigenvalue', value: ({ eigenvalueMin }) => eigenvalueMin },
    { name: 'largest eigenvalue', value: ({ eigenvalueMax }) => eigenvalueMax },
    { name: 'negative eigenvalues', value: ({ negativeEigenvalues }) => negativeEigenvalues },
    { name: 'epochs', value: ({ epochs }) => epochs },
    { name: 'ms', value: ({ milliseconds }) => milliseconds },
  ];
  return [
    ...keys.map((name, k): Column => ({ name, value: ({ values }) => values[k]! })),
    { name: 'trials', value: ({ trials }) => trials },
    { name: 'failed', value: ({ failed }) => failed },
    ...measured.filter(({ value }) => cells.some((cell) => value(cell) !== null)),
  ];
}

function cellTable(table: SweepCells): string {
  if (table.cells.length === 0) return '<h2>Cells</h2>\n<p>No trial has been recorded yet.</p>';
  const columns = columnsOf(table);
  const judged = table.cells.some(({ verdicts }) => Object.keys(verdicts).length > 0);
  const head = [...columns.map(({ name }) => name), ...(judged ? ['verdicts'] : [])];
  const rows = table.cells.slice(0, MOST_ROWS).map((cell) => {
    const entries = columns.map(({ value }) => {
      const number = value(cell);
      return `<td data-value="${escape(number === null ? '' : String(number))}">${escape(shown(number))}</td>`;
    });
    return `<tr>${entries.join('')}${judged ? verdictBar(cell) : ''}</tr>`;
  });
  const more =
    table.cells.length > MOST_ROWS
      ? `<p class="soft">The first ${String(MOST_ROWS)} of ${String(table.cells.length)} cells; the downloads have all.</p>`
      : '';
  return `<h2>Cells</h2>
<p>${downloads(table, columns)}</p>${more}
<div class="scroll" tabindex="0"><table><thead><tr>${head.map((name) => `<th data-sort tabindex="0">${escape(name)}</th>`).join('')}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody></table></div>`;
}

function shown(value: SqlValue): string {
  if (value === null) return '–';
  return typeof value === 'number' ? formatNumber(value) : String(value);
}

function verdictBar({ verdicts }: SweepCell): string {
  const names = Object.keys(verdictColours) as (keyof typeof verdictColours)[];
  const met = names.filter((name) => (verdicts[name] ?? 0) > 0);
  const words = met.map((name) => `${String(verdicts[name])} ${name}`).join(', ');
  const parts = met.map((name) => `<span style="flex:${String(verdicts[name])};background:${verdictColours[name]}"></span>`);
  return `<td data-value="${escape(words)}"><div class="bar" role="img" aria-label="${escape(words)}" title="${escape(words)}">${parts.join('')}</div></td>`;
}

function downloads({ keys, cells }: SweepCells, columns: readonly Column[]): string {
  const names = Object.keys(verdictColours) as (keyof typeof verdictColours)[];
  const records = cells.map((cell) => ({
    ...Object.fromEntries(columns.map(({ name, value }) => [name, value(cell)])),
    ...Object.fromEntries(names.map((name) => [name, cell.verdicts[name] ?? 0])),
  })) as Readonly<Record<string, SqlValue>>[];
  const quoted = (value: SqlValue | undefined) => (typeof value === 'string' ? `"${value.replaceAll('"', '""')}"` : String(value ?? ''));
  const header = [...columns.map(({ name }) => name), ...names];
  const csv = [
    header.map((name) => quoted(name)).join(','),
    ...records.map((record) => header.map((name) => quoted(record[name])).join(',')),
  ].join('\n');
  const link = (type: string, text: string, file: string, words: string) =>
    `<a class="button" download="${file}" href="data:${type};base64,${Buffer.from(text).toString('base64')}">${words}</a>`;
  return `${link('text/csv', `${csv}\n`, 'cells.csv', 'Download CSV')}${link('application/json', JSON.stringify({ keys, cells: records }), 'cells.json', 'Download JSON')}`;
}

function failures({ failed, failures: known }: SweepStatus): string {
  if (failed === 0) return '';
  const entries = known.map(
    ({ error, trials, command }) =>
      `<div class="failure"><b>${trials.toLocaleString('en')} ${trials === 1 ? 'trial' : 'trials'}</b>: ${escape(error)}<pre>${escape(command)}</pre><button data-copy>copy the command</button></div>`,
  );
  return `<h2>Failures</h2>\n<p class="soft">The most frequent errors, each with a command that repeats one of its trials.</p>\n${entries.join('\n')}`;
}

function facts(store: SweepStore, { runs }: SweepStatus): string {
  const { plan } = store;
  const setting = (value: unknown) =>
    Array.isArray(value) ? value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one))).join(', ') : String(value);
  const rows: [string, string][] = [
    ['repetitions', String(plan.repetitions)],
    ['measured', ['loss', 'mce', ...plan.measure].join(', ')],
    ...Object.entries(plan.trial).map(([name, value]): [string, string] => [name, setting(value)]),
    ...plan.axes.map(({ name, values }): [string, string] => [name, setting(values)]),
    ...(plan.cases.length > 1 ? [['cases', `${String(plan.cases.length)} sets of values`] as [string, string]] : []),
    ...runs.map(({ run_id, started_at, recorded, workers, kinkless, node, cpu, cores, host, blas_core, kernels }): [string, string] => [
      `run ${String(run_id)}`,
      `${new Date(started_at).toISOString().replace('T', ' ').slice(0, 16)} UTC, ${recorded.toLocaleString('en')} trials by ${String(workers)} workers on ${host} (${cpu}, ${String(cores)} cores, OpenBLAS ${blas_core}, kernels ${kernels}); kinkless ${kinkless}, Node ${node}`,
    ]),
  ];
  return `<div class="scroll"><table class="facts"><tbody>${rows.map(([name, value]) => `<tr><td>${escape(name)}</td><td>${escape(value)}</td></tr>`).join('')}</tbody></table></div>`;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
}
