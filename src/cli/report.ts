import type { Command } from 'commander';
import { requireFolder } from '../files/requireFolder.js';
import { writeAtomically } from '../files/writeAtomically.js';
import type { Context } from './Context.js';

interface Options {
  readonly out: string;
  readonly json?: boolean;
}

export function addReport(program: Command, { print }: Context): void {
  program
    .command('report')
    .description('Write a page about a sweep: pictures, tables, failures, downloads. It needs nothing but itself.')
    .argument('<store>', 'the store of the sweep')
    .option('--out <file>', 'where to write the page', 'report.html')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ kinkless report sweep.sqlite --out report.html')
    .action(async (file: string, { out, json }: Options) => {
      const { SweepStore } = await import('../sweep/SweepStore.js');
      const store = await SweepStore.open(file);
      try {
        await requireFolder(out);
        const { reportPage } = await import('../report/reportPage.js');
        await writeAtomically(out, [await reportPage(store)]);
        const { trials, done, failed, missing } = store.status();
        print(
          json === true
            ? JSON.stringify({ format: 'kinkless-report/1', store: file, trials, done, failed, missing, files: [out] }, null, 2)
            : `${String(done)} of ${String(trials)} trials done, ${String(failed)} failed, ${String(missing)} missing\nwrote ${out}`,
        );
      } finally {
        store.close();
      }
    });
}
