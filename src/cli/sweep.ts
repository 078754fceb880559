import type { Command } from 'commander';
import { formatSweepStatus } from '../report/formatSweepStatus.js';
import { ExitCode } from './ExitCode.js';
import type { Context } from './Context.js';
import { parsers } from './parsers.js';
import { required } from './required.js';
import { addSweepExport } from './sweepExport.js';
import { addSweepStatus } from './sweepStatus.js';
import { addSweepTrial } from './sweepTrial.js';
import { watchSweep } from './watchSweep.js';

interface Options {
  readonly store?: string;
  readonly workers?: number;
  readonly retryFailed?: boolean;
  readonly init?: boolean;
  readonly schema?: boolean;
  readonly json?: boolean;
}

export function addSweep(program: Command, context: Context): void {
  const command = program
    .command('sweep')
    .description('Run the trials of a plan on all processors, and record them; the same command goes on where it was stopped.')
    .argument('[plan]', 'the plan, a .toml or .json file')
    .option('--store <file>', 'where the trials are recorded, an SQLite file; made where there is none')
    .option(
      '--workers <count>',
      'processes to run trials in (default: one per processor)',
      parsers.integer('--workers', { min: 1, max: 1024 }),
    )
    .option('--retry-failed', 'run trials that failed before once more')
    .option('--init', 'print a commented plan to begin with')
    .option('--schema', 'print the JSON Schema of plans, for editors')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExit code 1: some trials failed; 4: another process is at work on the store; 5: the store holds trials of another plan.\n\nExample:\n  $ kinkless sweep --init > plan.toml\n  $ kinkless sweep plan.toml --store sweep.db\n  $ kinkless sweep export sweep.db --out sweep.csv',
    )
    .action((plan: string | undefined, options: Options) => runSweep(plan, options, context));
  addSweepStatus(command, context);
  addSweepExport(command, context);
  addSweepTrial(command, context);
}

async function runSweep(file: string | undefined, options: Options, context: Context): Promise<void> {
  const { print } = context;
  if (options.init === true) {
    const { examplePlan } = await import('../sweep/examplePlan.js');
    print(examplePlan.trimEnd());
    return;
  }
  if (options.schema === true) {
    const { planJsonSchema } = await import('../sweep/planJsonSchema.js');
    print(JSON.stringify(await planJsonSchema(), null, 2));
    return;
  }
  const plan = required('the plan', 'a .toml or .json file', file);
  const store = required('--store', 'the file to record trials in', options.store);
  const [{ readPlan }, { sweep }, { SweepStore }] = await Promise.all([
    import('../sweep/readPlan.js'),
    import('../sweep/sweep.js'),
    import('../sweep/SweepStore.js'),
  ]);
  const input = await readPlan(plan);
  const summary = await watchSweep(context, 'kinkless sweep', (onProgress) =>
    sweep(input, { store, workers: options.workers, retryFailed: options.retryFailed, signal: context.signal, onProgress }),
  );
  if (summary.failed > 0) context.exitWith(ExitCode.no);
  if (options.json === true) {
    print(JSON.stringify(summary, null, 2));
    return;
  }
  const opened = await SweepStore.open(store);
  const told = formatSweepStatus({ ...opened.status(), running: false });
  opened.close();
  print(`${told}\n\nrecorded ${String(summary.recorded)} in ${store}\n→ "kinkless report ${store}" draws the results.`);
}
