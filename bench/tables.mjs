/**
 * @typedef {{ median: number, min: number, max: number }} Summary
 * @typedef {{ wall: Summary, processor: Summary }} Times
 * @typedef {{ inputs: number, width: number, samples: number }} Size
 * @typedef {{ seeds: number, verdicts: Record<string, number>, epochs: Summary } & Times} Seeds
 * @typedef {{ p50: number, p99: number, max: number }} Delay
 * @typedef {{ n: number, precision: string, rate: Summary }[]} Peak
 * @typedef {{
 *   blas: { core: string },
 *   peak: Peak,
 *   product: Peak,
 *   ownChoice: { core: string, peak: Peak },
 *   adam: { precision: string, live: Summary, vanished: Summary }[],
 *   epochs: { width: number, samples: number, precision: string, step: Summary, sketch: Summary, ratio: number, rate: number }[],
 *   miniBatches: { batch: number, epoch: Summary, rate: number },
 * }} Epoch
 * @typedef {{
 *   peers: Record<string, { version: string } | { skipped: string }>,
 *   cases: (import('./peers/Case.mjs').Case & { times: Record<string, Summary>, rate: number | null })[],
 * }} Epochs
 * @typedef {{
 *   replicas: number, inputs: number, samples: number, epochs: number, cores: number, one: Summary, all: Summary, ratio: Summary,
 * }} Ensembles
 * @typedef {{
 *   workers: number, rounds: number, startUp: { wall: Summary, coordinator: Summary },
 *   tenMilliseconds: { trials: number } & Record<'trialMs' | 'machine' | 'steady' | 'whole' | 'loop' | 'coordinator', Summary>,
 *   trivial: { trials: number, perSecond: Summary, coordinator: Summary },
 * }} Sweep
 * @typedef {{
 *   produced: ({
 *     widths: number[], samples: number, claims: string[], outcomes: string[], layer?: number, verified: { float64?: number, exact?: number },
 *   } & Times)[],
 *   conditions: { slope: string, outcome: string, sigmaMin?: number }[],
 *   minima: { size: number, samples: number, starts: number, certified: number, positive: number, spurious: number }[],
 * }} Certificates
 * @typedef {{ dense: { parameters: number, samples: number, assembly: Summary }, products: Record<string, Summary | string | number>[] }} Hessian
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

/** @param {Seeds | { skipped: string } | string} seeds */
const verdicts = (seeds) =>
  typeof seeds === 'string' || 'skipped' in seeds
    ? [typeof seeds === 'string' ? seeds : 'not there', '', '', '']
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

/** @param {Peak} peaks */
const rates = (peaks) => peaks.map(({ n, precision, rate }) => `${precision} n = ${String(n)}: ${spread(rate)}`).join('; ');

/** The highest median of gemm, whichever core OpenBLAS was told to use. @param {Epoch} epoch @param {string} precision */
const gemmPeak = ({ peak, ownChoice }, precision) =>
  Math.max(...[...peak, ...ownChoice.peak].filter((entry) => entry.precision === precision).map(({ rate }) => rate.median));

/** @type {Record<string, (result: any) => string>} */
const SECTIONS = {
  epoch: (
    /** @type {Epoch} */ epoch,
  ) => `**Epoch in the core**: Adam on a d-d-1 network, one thread, µs of processor time; ratio: step to sketch in the same moment; GF: 4d²N per
epoch; share: of the best gemm below. Gemm, GF, OpenBLAS's ${epoch.blas.core} kernels: ${rates(epoch.peak)}. Its ${epoch.ownChoice.core}
kernels: ${rates(epoch.ownChoice.peak)}. The step's own product in cache: ${rates(epoch.product)}.

${table(
  ['d, N', 'precision', 'step', 'sketch', 'ratio', 'GF', 'share'],
  epoch.epochs.map(({ width, samples, precision, step, sketch, ratio, rate }) => [
    `${String(width)}, ${String(samples)}`,
    precision,
    spread(step),
    spread(sketch),
    ratio.toFixed(2),
    digits(rate),
    `${((100 * rate) / gemmPeak(epoch, precision)).toFixed(0)} %`,
  ]),
)}

784-256-1, 10,000 samples, mini-batches of ${String(epoch.miniBatches.batch)}, float32: ${spread({
    median: epoch.miniBatches.epoch.median / 1000,
    min: epoch.miniBatches.epoch.min / 1000,
    max: epoch.miniBatches.epoch.max / 1000,
  })} ms, ${digits(epoch.miniBatches.rate)} GF, ${((100 * epoch.miniBatches.rate) / gemmPeak(epoch, 'float32')).toFixed(0)} % of the best gemm.

Adam of 10,000 parameters, µs, with gradients and long after they have vanished: ${epoch.adam
    .map(({ precision, live, vanished }) => `${precision} ${spread(live)} and ${spread(vanished)}`)
    .join('; ')}.`,

  epochs: (
    /** @type {Epochs} */ { peers, cases },
  ) => `**Epoch beside other programs**, as each one's user gets it, one thread, µs of processor time per epoch and replica; ×: the better of JAX and
PyTorch over kinkless. ${Object.entries(peers)
    .map(([name, about]) => ('version' in about ? `${name} ${about.version}` : `${name}: ${about.skipped}`))
    .join('; ')}.

${table(
  ['widths, N', 'precision', 'replicas', ...Object.keys(peers), '×'],
  cases.map(({ inputs, hidden, samples, precision, replicas, batch, times }) => {
    const best = Math.min(times.JAX?.median ?? Infinity, times.PyTorch?.median ?? Infinity) / (times.kinkless?.median ?? NaN);
    return [
      `${[inputs, ...hidden, 1].join('-')}, ${String(samples)}${batch === undefined ? '' : `, batch ${String(batch)}`}`,
      precision,
      String(replicas),
      ...Object.keys(peers).map((name) => (times[name] === undefined ? '' : spread(times[name]))),
      Number.isFinite(best) ? best.toFixed(1) : '',
    ];
  }),
)}`,

  optimisers: (
    /** @type {({ optimizer: string } & Size & (Seeds | { skipped: string }))[]} */ rows,
  ) => `**To a zero-loss minimum** on Gaussian samples, from random starts, ms of \`train()\`.

${table(
  ['network', 'optimiser', 'verdicts', 'wall', 'processor', 'epochs'],
  rows.map((row) => [size(row), row.optimizer, ...verdicts(row)]),
)}`,

  ensembles: (
    /** @type {Ensembles} */ { replicas, inputs, samples, epochs, cores, one, all, ratio },
  ) => `**Ensembles**: \`trainMany\` of ${String(replicas)} replicas ${String(inputs)}-${String(inputs)}-1, N = ${String(samples)}, ${String(epochs)}
epochs of Adam, ms: on one thread ${spread(one)}, on ${String(cores)} ${spread(all)}, ratio in the same moment ${spread(ratio)}.`,

  levenbergMarquardt: (
    /** @type {{ gaussian: Seeds, digits: Seeds | string }} */ result,
  ) => `**Levenberg–Marquardt**, ${String(result.gaussian.seeds)} seeds, ms of \`train()\`.

${table(
  ['problem', 'verdicts', 'wall', 'processor', 'steps'],
  [
    ['25-25-1, N = 100, Gaussian', ...verdicts(result.gaussian)],
    ['10-20-1, N = 150, digits', ...verdicts(result.digits)],
  ],
)}`,

  rank: (/** @type {{ width: number, samples: number, decision: Summary, gram: Summary }} */ rank) =>
    `**Rank** of G at d = ${String(rank.width)}, N = ${String(rank.samples)}: ${spread(rank.decision)} ms of processor time, of which one Gram matrix ${spread(rank.gram)}.`,

  hessian: (
    /** @type {Hessian} */ { dense, products },
  ) => `**Hessian**: dense, P = ${String(dense.parameters)}, N = ${String(dense.samples)}: ${spread(dense.assembly)} ms. Products with a vector, ms:

${table(
  Object.keys(products[0] ?? {}),
  products.map((row) => Object.values(row).map((cell) => (typeof cell === 'object' ? spread(cell) : String(cell)))),
)}`,

  check: (/** @type {(Size & Times)[]} */ check) => `**\`check()\`**, ms.

${table(
  ['network', 'wall', 'processor'],
  check.map((row) => [size(row), spread(row.wall), spread(row.processor)]),
)}`,

  certify: (
    /** @type {Certificates} */ { produced, conditions, minima },
  ) => `**Certificates**, ms to produce all claims of a row, and to verify the last: \`layer\` is the one that moves, 0 all of them.

${table(
  ['network', 'claims', 'outcomes', 'layer', 'wall', 'processor', 'verified in float64', 'exactly'],
  produced.map(({ widths, samples, claims, outcomes, layer, wall, processor, verified }) => [
    `${widths.join('-')}, N = ${String(samples)}`,
    claims.join(', '),
    [...new Set(outcomes)].join(', '),
    String(layer ?? ''),
    spread(wall),
    spread(processor),
    ...[verified.float64, verified.exact].map((time) => (time === undefined ? '' : digits(time))),
  ]),
)}

Of a nearly linear network, 25-25-1 and N = 100, full rank is certified for slopes 1 − 10⁻ᵏ, k = ${conditions
    .flatMap(({ outcome }, k) => (outcome === 'certified' ? [String(k + 1)] : []))
    .join(', ')}${conditions
    .filter(({ outcome }) => outcome !== 'certified')
    .map(({ slope, outcome }) => `; ${slope}: ${outcome}`)
    .join('')}.

Where active-set training ends, slope 0.1, masks of σ = 0.1:

${table(
  ['network', 'starts', 'certified', 'of positive loss', 'spurious'],
  minima.map(({ size: width, samples, ...counts }) => [
    size({ inputs: width, width, samples }),
    ...[counts.starts, counts.certified, counts.positive, counts.spurious].map(String),
  ]),
)}`,

  startUp: (
    /** @type {Record<string, Summary>} */ times,
  ) => `**Start**, ms: importing the package inside a program ${spread(times.import ?? { median: NaN, min: NaN, max: NaN })}; as it is published
${times.packed === undefined ? 'not measured: `npm run package` makes it' : spread(times.packed)}.

${table(
  ['whole program', 'wall'],
  Object.entries(times)
    .filter(([name]) => name !== 'import' && name !== 'packed')
    .map(([name, time]) => [name, spread(time)]),
)}`,

  calls: (/** @type {Record<string, Summary>} */ times) =>
    `**One call**, µs of processor time: ${Object.entries(times)
      .map(([name, time]) => `${name} ${spread(time)}`)
      .join('; ')}.`,

  sweep: (
    /** @type {Sweep} */ { workers, rounds, startUp, tenMilliseconds: ten, trivial },
  ) => `**Sweeps** on ${String(workers)} workers, ${String(rounds)} rounds: parallel efficiency is the time with one process over that with ${String(workers)} and
as many trials for each; a process of the machine's is one that runs trials without a sweep. The coordinator's processor time is without that of starting up.

${table(
  [`${String(ten.trials)} trials of ${digits(ten.trialMs.median)} ms`, ''],
  [
    ['efficiency of the sweep, from its first record to its last', spread(ten.steady)],
    ['efficiency of the sweep as a whole', spread(ten.whole)],
    ['efficiency of the machine: processes without a sweep', spread(ten.machine)],
    ['the sweep against as many such processes at once', spread(ten.loop)],
    ['coordinator, µs per trial', spread(ten.coordinator)],
    ['start-up, ms; of that the processor time of the coordinator', `${spread(startUp.wall)}; ${spread(startUp.coordinator)}`],
  ],
)}

${table(
  [`${String(trivial.trials)} trivial trials`, ''],
  [
    ['trials per second', spread(trivial.perSecond)],
    ['coordinator, µs per trial', spread(trivial.coordinator)],
  ],
)}`,

  eventLoop: (/** @type {{ idle: Delay, busy: Delay }} */ { idle, busy }) => `**Event loop**: delay in ms beyond the timer's own interval.

${table(
  ['', 'median', '99 %', 'longest'],
  [
    ['idle', ...[idle.p50, idle.p99, idle.max].map(digits)],
    ['two trainings', ...[busy.p50, busy.p99, busy.max].map(digits)],
  ],
)}`,

  files: (
    /** @type {{ trainings: number, idle: Summary & { p99: number }, busy: Summary & { p99: number } }} */ { trainings, idle, busy },
  ) => `**Files**: ms that \`fs.stat\` takes.

${table(
  ['', 'median', '99 %', 'longest'],
  [
    ['idle', ...[idle.median, idle.p99, idle.max].map(digits)],
    [`${String(trainings)} trainings`, ...[busy.median, busy.p99, busy.max].map(digits)],
  ],
)}`,

  abort: (/** @type {({ name: string } & Size & Times)[]} */ abort) => `**Abort**: ms until the core has stopped, aborted at 15 moments.

${table(
  ['job', 'network', 'wall', 'processor'],
  abort.map((row) => [row.name, size(row), spread(row.wall), spread(row.processor)]),
)}`,
};

/**
 * The results as Markdown.
 *
 * @param {{ date: string, machine: ReturnType<typeof import('./describeMachine.mjs').describeMachine> } & Record<string, any>} results
 * @param {string} file in which they are kept
 */
export function tables({ date, machine, ...results }, file) {
  const about = `${date}, ${machine.cpu}, ${String(machine.cores)} cores, load at start ${machine.load.join(' ')}; Node ${machine.node}; ${machine.openblas}, core ${machine.openblasCore}; kernels ${machine.kernels}. All numbers: [results/${file}](results/${file}).`;
  const sections = Object.entries(results).map(([name, result]) =>
    'failed' in result ? `**${name}**: ${String(result.failed)}.` : (SECTIONS[name]?.(result) ?? ''),
  );
  return [about, ...sections].join('\n\n');
}
