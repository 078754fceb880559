import type { Command } from 'commander';
import { verifyCertificate } from '../certify/verifyCertificate.js';
import { Dataset } from '../data/Dataset.js';
import { parseJsonBytes } from '../files/parseJsonBytes.js';
import { readBytes } from '../files/readBytes.js';
import { Network } from '../network/Network.js';
import type { Context } from './Context.js';
import { ExitCode } from './ExitCode.js';
import { parsers } from './parsers.js';

interface Options {
  readonly model?: string;
  readonly slope?: number[];
  readonly data?: string;
  readonly exact?: boolean;
  readonly json?: boolean;
}

export function addVerify(program: Command, { print, signal, exitWith }: Context): void {
  program
    .command('verify')
    .description('Check a certificate: prove what it claims anew. Exit code 0: valid; 1: not.')
    .argument('<certificate>', 'a certificate file')
    .option('--model <file>', 'the network that it has to be about')
    .option('--slope <slopes>', 'negative slopes of the hidden layers, for a model file that does not say', parsers.numbers('--slope'))
    .option('--data <data>', 'the data that it has to be about: a data file or a data specification, as for check')
    .option('--exact', 'in integers instead of float64 with rounding-error bounds: slower')
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ kinkless verify certificate.json --model model.json --data gaussian:N=100,d=25,seed=1')
    .action(async (file: string, { model, slope, data, exact, json }: Options) => {
      const certificate = parseJsonBytes(file, await readBytes(file));
      const network = model === undefined ? undefined : await Network.read(model, { slopes: slope?.length === 1 ? slope[0] : slope });
      const dataset = data === undefined ? undefined : await Dataset.parse(data, { signal });
      const result = await verifyCertificate(certificate, { level: exact === true ? 'exact' : 'float64', network, data: dataset });
      const verdict = `${result.valid ? 'valid' : 'not valid'} (${result.claim ?? 'no known claim'}, ${result.level}): ${result.reason}`;
      print(json === true ? JSON.stringify(result, null, 2) : verdict);
      exitWith(result.valid ? ExitCode.done : ExitCode.no);
    });
}
