import type { Command } from 'commander';
import { certifyGuarantee } from '../certify/certifyGuarantee.js';
import { Dataset } from '../data/Dataset.js';
import { check } from '../landscape/check.js';
import { Network } from '../network/Network.js';
import { formatReport } from '../report/formatReport.js';
import type { Context } from './Context.js';
import { parsers } from './parsers.js';
import { Progress } from './Progress.js';
import { required } from './required.js';

interface Options {
  readonly model?: string;
  readonly slope?: number[];
  readonly data?: string;
  readonly hessian: boolean;
  readonly spectrum?: boolean;
  readonly certify?: boolean;
  readonly json?: boolean;
}

export function addCheck(program: Command, { print, signal, terminal }: Context): void {
  program
    .command('check')
    .description('Judge the point of the loss landscape that a network is at.')
    .option('--model <file>', 'the network: .json as train writes it, .npz or .safetensors')
    .option(
      '--slope <slopes>',
      'negative slope of all hidden layers, or one for each, for a file that does not say (default: 0)',
      parsers.numbers('--slope'),
    )
    .option(
      '--data <data>',
      'a data file (.json, .npz, .npy, .csv; optional ,targets=y), gaussian:N=100,d=25,seed=1 or mnist:DIR,N=100,d=10,seed=1; optional ,mask=gaussian,sigma=0.1',
    )
    .option('--no-hessian', 'leave the Hessian out: faster from some hundred parameters on')
    .option(
      '--spectrum',
      'add extreme eigenvalues, trace and density of the Hessian and of the tangent kernel, for any number of parameters',
    )
    .option('--certify', 'prove the rank that the guarantee rests on: certified here, instead of computed with its tolerance')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ kinkless check --model model.json --data gaussian:N=100,d=25,seed=1')
    .action(async ({ model, slope, data, hessian, spectrum, certify, json }: Options) => {
      const file = required('--model', 'a model file', model);
      const specification = required('--data', 'a data file or a data specification', data);
      const network = await Network.read(file, { slopes: slope?.length === 1 ? slope[0] : slope });
      const dataset = await Dataset.parse(specification, { signal });
      const progress = new Progress(terminal, 'checking');
      try {
        const checked = await check(network, dataset, {
          hessian,
          spectrum: spectrum === true,
          signal,
          onProgress: ({ part, parts }) => {
            progress.update(part / parts);
          },
        });
        const report = certify === true ? await certifyGuarantee(checked, network, dataset, { signal }) : checked;
        progress.stop();
        print(json === true ? JSON.stringify(report, null, 2) : formatReport(report));
      } finally {
        progress.stop();
      }
    });
}
