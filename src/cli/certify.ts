import type { Command } from 'commander';
import { certify } from '../certify/certify.js';
import { claims } from '../certify/claims.js';
import { Dataset } from '../data/Dataset.js';
import { requireEnding } from '../files/requireEnding.js';
import { requireFolder } from '../files/requireFolder.js';
import { writeAtomically } from '../files/writeAtomically.js';
import { Network } from '../network/Network.js';
import { formatCertification } from '../report/formatCertification.js';
import type { Context } from './Context.js';
import { ExitCode } from './ExitCode.js';
import { parsers } from './parsers.js';
import { required } from './required.js';

interface Options {
  readonly model?: string;
  readonly slope?: number[];
  readonly data?: string;
  readonly claim: 'auto' | (typeof claims)[number];
  readonly lower?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function addCertify(program: Command, { print, signal, exitWith }: Context): void {
  program
    .command('certify')
    .description('Prove a claim about the point that a network is at, and write the certificate.')
    .option('--model <file>', 'the network: .json as train writes it, .npz or .safetensors')
    .option(
      '--slope <slopes>',
      'negative slope of all hidden layers, or one for each, for a file that does not say (default: 0)',
      parsers.numbers('--slope'),
    )
    .option('--data <data>', 'a data file or a data specification, as for check')
    .option(
      '--claim <claim>',
      `auto, or one of ${claims.join(', ')}: the rank at this point, an exact zero of the loss nearby, an exact local minimum off or on its kinks`,
      parsers.oneOf('--claim', ['auto', ...claims]),
      'auto',
    )
    .option('--lower <file>', 'a model of the same shape whose loss is lower: proves that a local or kink minimum is spurious')
    .option('--out <file>', 'the certificate to write, .json')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExit code: 0 certified, 1 not.\n\nExample:\n  $ kinkless certify --model model.json --data gaussian:N=100,d=25,seed=1 --out cert.json',
    )
    .action(async ({ model, slope, data, claim, lower, out, json }: Options) => {
      const file = required('--model', 'a model file', model);
      const specification = required('--data', 'a data file or a data specification', data);
      const target = required('--out', 'the file to write', out);
      requireEnding(target, ['.json']);
      await requireFolder(target);
      const slopes = slope?.length === 1 ? slope[0] : slope;
      const network = await Network.read(file, { slopes });
      const second = lower === undefined ? undefined : await Network.read(lower, { slopes });
      const dataset = await Dataset.parse(specification, { signal });
      const result = await certify(network, dataset, { claim, lower: second, signal });
      if (result.outcome === 'certified') await writeAtomically(target, [JSON.stringify(result.certificate, null, 2), '\n']);
      else exitWith(ExitCode.no);
      print(json === true ? JSON.stringify(summary(result, target), null, 2) : formatCertification(result, target));
    });
}

/** Without the certificate, which is in its file. */
function summary(result: Awaited<ReturnType<typeof certify>>, file: string): object {
  const format = 'kinkless-certify/1';
  if (result.outcome !== 'certified') return { format, ...result };
  const { outcome, claim, reason, certificate } = result;
  const { sigmaMin, radius, lossLower, lossUpper, layer, spurious } = certificate.statement;
  const numbers = { sigmaMin, radius, lossLower, lossUpper, layer };
  return { format, outcome, claim, reason, ...numbers, ...(spurious && { spurious: { lossUpper: spurious.lossUpper } }), file };
}
