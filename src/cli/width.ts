import type { Command } from 'commander';
import { width } from '../landscape/width.js';
import { formatWidth } from '../report/formatWidth.js';
import type { Context } from './Context.js';
import { parsers } from './parsers.js';

interface Options {
  readonly samples: number;
  readonly inputs: number;
  readonly hiddenLayers: number;
  readonly bias?: boolean;
  readonly json?: boolean;
}

export function addWidth(program: Command, { print }: Context): void {
  const count = (option: string) => parsers.integer(option, { min: 1 });
  program
    .command('width')
    .description('Tell the widths from which the guarantees hold, all hidden layers having the same one.')
    .requiredOption('--samples <N>', 'number of samples', count('--samples'))
    .requiredOption('--inputs <d0>', 'number of inputs', count('--inputs'))
    .requiredOption('--hidden-layers <H>', 'number of hidden layers', count('--hidden-layers'))
    .option('--bias', 'all layers have biases')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ kinkless width --samples 1000 --inputs 20 --hidden-layers 2')
    .action(({ samples, inputs, hiddenLayers, bias = false, json }: Options) => {
      const report = width({ samples, inputs, hiddenLayers, bias });
      print(json === true ? JSON.stringify(report, null, 2) : formatWidth(report));
    });
}
