import type { Command } from 'commander';
import { alignRows } from '../report/alignRows.js';
import { formatFigure62 } from '../report/formatFigure62.js';
import type { Context } from './Context.js';
import { parsers } from './parsers.js';
import { Progress } from './Progress.js';

interface Options {
  readonly out: string;
  readonly seed?: number;
  readonly json?: boolean;
}

export function addFigure(program: Command, { print, signal, terminal }: Context): void {
  program
    .command('figure')
    .description('Reproduce a figure of the paper: SVG, PNG, and its numbers as CSV and JSON.')
    .argument('<number>', 'which figure: 6.2', parsers.oneOf('the figure', ['6.2']))
    .option('--out <folder>', 'where to write the files', 'out')
    .option('--seed <seed>', 'of the data and of the initial weights', parsers.seed)
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ kinkless figure 6.2 --out out')
    .action(async (_number: string, { out, seed, json }: Options) => {
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
        print(
          json === true
            ? JSON.stringify({ ...summary, files }, null, 2)
            : `${formatFigure62(summary)}\n\n${alignRows(files.map((file) => ['wrote', file]))}`,
        );
      } finally {
        progress.stop();
      }
    });
}
