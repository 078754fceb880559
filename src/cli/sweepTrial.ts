import type { Command } from 'commander';
import path from 'node:path';
import { makeFolder } from '../files/makeFolder.js';
import { alignRows } from '../report/alignRows.js';
import type { Context } from './Context.js';

interface Options {
  readonly measure: string;
  readonly out?: string;
}

export function addSweepTrial(sweep: Command, { print, signal }: Context): void {
  sweep
    .command('trial')
    .description('Run one trial again, as a failed one of a sweep gives it; with --out, its data and network are kept.')
    .argument('<parameters>', 'the parameters of the trial, as JSON')
    .option('--measure <list>', 'what to measure: verdict, kinks, ranks, jacobian, hessian', 'verdict')
    .option('--out <folder>', 'write data.json and model.json')
    .addHelpText('after', `\nExample:\n  $ kinkless sweep trial '{"d":5,"ratio":1,"seed":3}' --out trial`)
    .action(async (text: string, { measure, out }: Options, command: Command) => {
      const { parseTrial } = await import('../sweep/parseTrial.js');
      const { runTrial } = await import('../sweep/runTrial.js');
      const trial = await parseTrial(text, measure === '' ? [] : measure.split(','));
      if (out !== undefined) await makeFolder(out);
      const { results, data, network } = await runTrial(trial.parameters, trial.measure, signal);
      if (out !== undefined) {
        await data.write(path.join(out, 'data.json'));
        await network.write(path.join(out, 'model.json'));
      }
      const json = command.optsWithGlobals<{ json?: boolean }>().json === true;
      const known = Object.entries(results).filter(([, value]) => value !== null);
      print(
        json
          ? JSON.stringify({ ...trial.parameters, ...results }, null, 2)
          : alignRows(known.map(([name, value]) => [name, String(value)])),
      );
    });
}
