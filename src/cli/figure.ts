import { Option, type Command } from 'commander';
import { ArgumentError } from '../errors.js';
import { alignRows } from '../report/alignRows.js';
import { formatFigure61 } from '../report/formatFigure61.js';
import { formatFigure62 } from '../report/formatFigure62.js';
import type { Context } from './Context.js';
import { parsers } from './parsers.js';
import { Progress } from './Progress.js';
import { watchSweep } from './watchSweep.js';

interface Options {
  readonly out: string;
  readonly seed?: number;
  readonly quick?: boolean;
  readonly data?: string[];
  readonly json?: boolean;
}

export function addFigure(program: Command, context: Context): void {
  program
    .command('figure')
    .description('Reproduce a figure of the paper: SVG, PNG, and its numbers as CSV and JSON.')
    .argument('<number>', 'which figure: 6.1 (minutes) or 6.2 (seconds)', parsers.oneOf('the figure', ['6.1', '6.2']))
    .option('--out <folder>', 'where to write the files; of 6.1 also the store, from which an interrupted run goes on', 'out')
    .option('--quick', 'of 6.1: 5 repetitions instead of 30')
    .addOption(
      new Option('--data <data>', 'of 6.1: gaussian, mnist:DIR, or both, with the option given twice (default: gaussian)').argParser(
        (text: string, before: string[] | undefined) => [...(before ?? []), text],
      ),
    )
    .option('--seed <seed>', 'of 6.2: of the data and of the initial weights', parsers.seed)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ kinkless figure 6.1 --quick --data gaussian --data mnist:mnist --out out\n  $ kinkless figure 6.2 --out out',
    )
    .action((number: '6.1' | '6.2', options: Options) => (number === '6.1' ? run61(options, context) : run62(options, context)));
}

async function run61({ out, quick, data = ['gaussian'], seed, json }: Options, context: Context): Promise<void> {
  if (seed !== undefined)
    throw new ArgumentError('--seed', 'nothing for figure 6.1, whose repetitions have the seeds from 0 on', String(seed));
  for (const one of data) if (one !== 'gaussian' && !/^mnist:./.test(one)) throw new ArgumentError('--data', 'gaussian or mnist:DIR', one);
  const { figure61 } = await import('../report/figure61.js');
  const { print, signal } = context;
  const { summary, files } = await watchSweep(context, 'kinkless figure', (onProgress) =>
    figure61(out, { data, quick, signal, onProgress }),
  );
  print(json === true ? JSON.stringify({ ...summary, files }, null, 2) : `${formatFigure61(summary)}\n\n${written(files)}`);
}

async function run62({ out, quick, data, seed, json }: Options, { print, signal, terminal }: Context): Promise<void> {
  if (quick !== undefined || data !== undefined)
    throw new ArgumentError(quick === undefined ? '--data' : '--quick', 'nothing for figure 6.2', 'it');
  // Drawing needs libraries that take longer to load than every other command to run.
  const { figure62 } = await import('../report/figure62.js');
  const progress = new Progress(terminal, 'figure 6.2');
  try {
    const { summary, files } = await figure62(out, {
      seed,
      signal,
      onProgress: (fraction, note) => {
        progress.update(fraction, note);
      },
    });
    progress.stop();
    print(json === true ? JSON.stringify({ ...summary, files }, null, 2) : `${formatFigure62(summary)}\n\n${written(files)}`);
  } finally {
    progress.stop();
  }
}

function written(files: readonly string[]): string {
  return alignRows(files.map((file) => ['wrote', file]));
}
