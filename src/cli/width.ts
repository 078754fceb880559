import type { Command } from 'commander';
import { width } from '../landscape/width.js';
import { formatWidth } from '../report/formatWidth.js';
import type { Context } from './Context.js';
import { parsers } from './parsers.js';
import { required } from './required.js';

interface Options {
  readonly samples?: number;
  readonly inputs?: number;
  readonly hiddenLayers?: number;
  readonly bias?: boolean;
  readonly json?: boolean;
}

export function addWidth(program: Command, { print }: Context): void {
  const count = (option: string) => parsers.integer(option, { min: 1 });
  program
    .command('width')
    .description('Tell the widths from which the guarantees hold, all hidden layers having the same one.')
    .option('--samples <N>', 'number of samples', count('--samples'))
    .option('--inputs <d0>', 'number of inputs', count('--inputs'))
    .option('--hidden-layers <H>', 'number of hidden layers', count('--hidden-layers'))
    .option('--bias', 'all layers have biases')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ kinkless width --samples 1000 --inputs 20 --hidden-layers 2')
    .action((options: Options) => {
      const report = width({
        samples: required('--samples', 'the number of samples', options.samples),
        inputs: required('--inputs', 'the number of inputs', options.inputs),
        hiddenLayers: required('--hidden-layers', 'the number of hidden layers', options.hiddenLayers),
        bias: options.bias ?? false,
      });
      print(options.json === true ? JSON.stringify(report, null, 2) : formatWidth(report));
    });
}
