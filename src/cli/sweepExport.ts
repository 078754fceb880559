import type { Command } from 'commander';
import type { Context } from './Context.js';
import { required } from './required.js';

export function addSweepExport(sweep: Command, { print, signal }: Context): void {
  sweep
    .command('export')
    .description('Write all trials of a sweep to a table for other programs.')
    .argument('<store>', 'the store of the sweep')
    .option('--out <file>', 'where to write, a .csv or .parquet file')
    .addHelpText('after', '\nExample:\n  $ kinkless sweep export sweep.db --out sweep.parquet')
    .action(async (store: string, { out }: { readonly out?: string }, command: Command) => {
      const { exportTrials } = await import('../sweep/exportTrials.js');
      const file = required('--out', 'a .csv or .parquet file', out);
      const trials = await exportTrials(store, file, { signal });
      const json = command.optsWithGlobals<{ json?: boolean }>().json === true;
      print(json ? JSON.stringify({ trials, file }, null, 2) : `wrote ${String(trials)} trials to ${file}`);
    });
}
