/**
 * @typedef {{ median: number, min: number, max: number }} Summary
 * @typedef {{ wall: Summary, processor: Summary }} Times
 * @typedef {{ inputs: number, width: number, samples: number }} Size
 * @typedef {{ seeds: number, verdicts: Record<string, number>, epochs: Summary } & Times} Seeds
 * @typedef {{ p50: number, p99: number, max: number }} Delay
 * @typedef {{
 *   date: string,
 *   machine: ReturnType<typeof import('./describeMachine.mjs').describeMachine>,
 *   epoch: {
 *     peak: { n: number, precision: string, rate: Summary }[],
 *     epochs: { width: number, samples: number, precision: string, step: Summary, sketch: Summary, ratio: number, rate: number }[],
 *   },
 *   rank: { width: number, samples: number, rank: number, gram: Summary, decision: Summary },
 *   levenbergMarquardt: { gaussian: Seeds, digits: Seeds | string },
 *   check: (Size & Times)[],
 *   eventLoop: { idle: Delay, busy: Delay },
 *   abort: ({ name: string } & Size & Times)[],
 * }} Results
 */

/** @param {number} value at most three digits are worth reading */
const digits = (value) => (value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3))));

/** @param {Summary} summary */
const spread = ({ median, min, max }) => `${digits(median)} (${digits(min)}–${digits(max)})`;

/**
 * @param {string[]} titles
 * @param {string[][]} rows
 */
const table = (titles, rows) => [titles, titles.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** @param {string | Seeds} seeds */
const verdicts = (seeds) =>
  typeof seeds === 'string'
    ? [seeds, '', '', '']
    : [
        Object.entries(seeds.verdicts)
          .map(([name, count]) => `${String(count)} ${name}`)
          .join(', '),
        spread(seeds.wall),
        spread(seeds.processor),
        spread(seeds.epochs),
      ];

/** @param {Size} size */
const size = ({ inputs, width, samples }) => `${String(inputs)}-${String(width)}-1, N = ${String(samples)}`;

/**
 * The results as Markdown.
 *
 * @param {Results} results
 * @param {string} file in which they are kept
 */
export function tables({ date, machine, epoch, rank, levenbergMarquardt, check, eventLoop, abort }, file) {
  const peak = epoch.peak.map(({ n, precision, rate }) => `${precision} n = ${String(n)}: ${spread(rate)}`).join('; ');
  return `${date}, ${machine.cpu}, ${String(machine.cores)} cores, load at start ${machine.load.join(' ')}; Node ${machine.node}; ${machine.openblas}, core ${machine.openblasCore}. All numbers: [results/${file}](results/${file}).

**Epoch** of Adam on a d-d-1 network, one thread, µs of processor time; ratio: step to sketch in the same moment; GF: 4d²N per epoch. Peak of gemm, GF: ${peak}.

${table(
  ['d, N', 'precision', 'step', 'sketch', 'ratio', 'GF'],
  epoch.epochs.map(({ width, samples, precision, step, sketch, ratio, rate }) => [
    `${String(width)}, ${String(samples)}`,
    precision,
    spread(step),
    spread(sketch),
    ratio.toFixed(2),
    digits(rate),
  ]),
)}

**Levenberg–Marquardt**, ${String(levenbergMarquardt.gaussian.seeds)} seeds, ms of \`train()\`.

${table(
  ['problem', 'verdicts', 'wall', 'processor', 'steps'],
  [
    ['25-25-1, N = 100, Gaussian', ...verdicts(levenbergMarquardt.gaussian)],
    ['10-20-1, N = 150, digits', ...verdicts(levenbergMarquardt.digits)],
  ],
)}

**\`check()\`**, ms. Rank of G alone at d = ${String(rank.width)}, N = ${String(rank.samples)}: ${spread(rank.decision)} ms of processor time, of which one Gram matrix ${spread(rank.gram)}.

${table(
  ['network', 'wall', 'processor'],
  check.map((row) => [size(row), spread(row.wall), spread(row.processor)]),
)}

**Event loop**: delay in ms beyond the timer's own interval.

${table(
  ['', 'median', '99 %', 'longest'],
  [
    ['idle', ...[eventLoop.idle.p50, eventLoop.idle.p99, eventLoop.idle.max].map(digits)],
    ['two trainings', ...[eventLoop.busy.p50, eventLoop.busy.p99, eventLoop.busy.max].map(digits)],
  ],
)}

**Abort**: ms until the core has stopped, aborted at 15 moments.

${table(
  ['job', 'network', 'wall', 'processor'],
  abort.map((row) => [row.name, size(row), spread(row.wall), spread(row.processor)]),
)}`;
}
