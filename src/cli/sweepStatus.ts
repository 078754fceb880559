import type { Command } from 'commander';
import { formatSweepStatus } from '../report/formatSweepStatus.js';
import type { Context } from './Context.js';

export function addSweepStatus(sweep: Command, { print }: Context): void {
  sweep
    .command('status')
    .description('Tell how far a sweep is, and what failed.')
    .argument('<store>', 'the store of the sweep')
    .addHelpText('after', '\nExample:\n  $ kinkless sweep status sweep.db --json')
    .action(async (file: string, _options: object, command: Command) => {
      const { SweepStore } = await import('../sweep/SweepStore.js');
      const store = await SweepStore.open(file);
      const status = store.status();
      store.close();
      print(command.optsWithGlobals<{ json?: boolean }>().json === true ? JSON.stringify(status, null, 2) : formatSweepStatus(status));
    });
}
