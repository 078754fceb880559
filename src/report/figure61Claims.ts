import { formatNumber } from './formatNumber.js';
import type { Figure61Row } from './figure61Rows.js';

/** A claim of the paper, and what was found. */
export interface Claim {
  readonly claim: string;
  /** Within this budget of training; `open` where nothing was measured that it speaks of. */
  readonly finding: 'confirmed' | 'contradicted' | 'open';
  /** The numbers that it rests on, in one sentence. */
  readonly numbers: string;
}

/** The paper's claims about Figure 6.1, each against the rows. */
export function figure61Claims(rows: readonly Figure61Row[]): readonly Claim[] {
  return [
    zeroError(
      rows.filter(({ hiddenLayers, ratio }) => hiddenLayers === 1 && ratio >= 1),
      'With one hidden layer the mean classification error is exactly 0 for d²/N ≥ 1.',
    ),
    zeroError(
      rows.filter(({ hiddenLayers, parameters, samples }) => hiddenLayers === 2 && parameters > samples),
      'With two hidden layers it is 0 already where the parameters exceed the samples, from about d²/N = 0.5 on.',
    ),
    harder(rows),
    fullRank(rows),
  ];
}

function zeroError(cells: readonly Figure61Row[], claim: string): Claim {
  if (cells.length === 0) return { claim, finding: 'open', numbers: 'No such cell was run.' };
  const widths = [...new Set(cells.map(({ d }) => d))].sort((a, b) => a - b);
  const found = widths.map((width) => {
    const some = cells.filter(({ d }) => d === width);
    const largest = some.reduce((most, cell) => (cell.mce > most.mce ? cell : most));
    const mean = largest.mce > 0 ? `, mean at most ${formatNumber(largest.mce)} (${nameOf(largest)})` : '';
    return `d = ${String(width)}: in ${share(some, ({ zeroError: zero }) => zero)} trials${mean}`;
  });
  return {
    claim,
    finding: cells.every(({ zeroError: zero, trials }) => zero === trials) ? 'confirmed' : 'contradicted',
    numbers: `Exactly 0, by width: ${found.join('; ')}.`,
  };
}

function harder(rows: readonly Figure61Row[]): Claim {
  const claim = 'Random data are harder to classify than MNIST.';
  const pairs = rows
    .filter(({ data }) => data === 'gaussian')
    .flatMap((random) => {
      const digits = rows.find(
        (row) => row.data !== 'gaussian' && row.hiddenLayers === random.hiddenLayers && row.d === random.d && row.ratio === random.ratio,
      );
      return digits === undefined ? [] : [{ random, digits }];
    });
  if (pairs.length === 0) return { claim, finding: 'open', numbers: 'Both kinds of data are needed for it.' };
  const more = pairs.filter(({ random, digits }) => random.mce > digits.mce).length;
  const less = pairs.filter(({ random, digits }) => random.mce < digits.mce);
  const equal = pairs.length - more - less.length;
  const exceptions = less
    .map(({ random, digits }) => `${nameOf(random)}: ${formatNumber(random.mce)} against ${formatNumber(digits.mce)}`)
    .join('; ');
  return {
    claim,
    finding: more > 0 && less.length === 0 ? 'confirmed' : 'contradicted',
    numbers: `The mean error is larger on random data in ${String(more)} of ${String(pairs.length)} cells, equal (zero) in ${String(equal)}, smaller in ${String(less.length)}${exceptions === '' ? '' : ` (${exceptions})`}.`,
  };
}

/** Above this width the claim allows for no exception. */
const SMALL = 20;

function fullRank(rows: readonly Figure61Row[]): Claim {
  const claim = 'With d² ≥ N the rank of G is full in all repetitions, except sometimes for small networks (d ≤ 20).';
  const cells = rows.filter(({ ratio, samples, d }) => ratio >= 1 && d * d >= samples);
  const large = cells.filter(({ d }) => d > SMALL);
  if (large.length === 0) return { claim, finding: 'open', numbers: 'No such cell was run.' };
  const full = (row: Figure61Row) => row.fullRank;
  const missing = large.filter((row) => full(row) < row.trials);
  const exceptions = missing.map((cell) => `${nameOf(cell)}: ${String(cell.fullRank)} of ${String(cell.trials)}`).join('; ');
  return {
    claim,
    finding: missing.length === 0 ? 'confirmed' : 'contradicted',
    numbers: `Full in ${share(large, full)} trials with d > ${String(SMALL)}${exceptions === '' ? '' : ` (not always at ${exceptions})`}, in ${share(
      cells.filter(({ d }) => d <= SMALL),
      full,
    )} of smaller ones.`,
  };
}

function share(rows: readonly Figure61Row[], count: (row: Figure61Row) => number): string {
  const [some, all] = rows.reduce(([part, whole], row) => [part + count(row), whole + row.trials], [0, 0]);
  return `${String(some)} of ${String(all)}`;
}

function nameOf({ data, hiddenLayers, d, ratio }: Figure61Row): string {
  const depth = hiddenLayers === 1 ? 'one hidden layer' : 'two hidden layers';
  return `${data === 'gaussian' ? 'random data' : 'MNIST'}, ${depth}, d = ${String(d)}, d²/N = ${String(ratio)}`;
}
