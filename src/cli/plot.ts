import type { Command } from 'commander';
import { oneOf } from '../arguments.js';
import { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import { Network } from '../network/Network.js';
import { alignRows } from '../report/alignRows.js';
import { formatMargins } from '../report/formatMargins.js';
import { formatSlice } from '../report/formatSlice.js';
import { formatSpectrum } from '../report/formatSpectrum.js';
import type { Direction } from '../report/plotSlice.js';
import type { Context } from './Context.js';
import { parsers } from './parsers.js';
import { Progress } from './Progress.js';
import { required } from './required.js';

interface Options {
  readonly model?: string;
  readonly slope?: number[];
  readonly data?: string;
  readonly out: string;
  readonly json?: boolean;
}

interface SliceOptions extends Options {
  readonly along: readonly Direction[];
  readonly range?: number;
  readonly points?: number;
  readonly seed?: number;
}

/** As in `report/plotSlice.ts`, which draws and so takes long to load. */
const DIRECTIONS: readonly Direction[] = ['random', 'largest', 'smallest'];

export function addPlot(program: Command, context: Context): void {
  const plot = program.command('plot').description('Draw what surrounds a network: SVG, PNG, and the numbers as CSV and JSON.');
  const example = (line: string) => `\nExample:\n  $ kinkless plot ${line}`;
  common(plot.command('margins').description('Draw how far the pre-activations are from their kinks, layer by layer.'))
    .addHelpText('after', example('margins --model model.json --data gaussian:N=100,d=25,seed=1 --out out'))
    .action((options: Options) => runMargins(options, context));
  common(plot.command('slice').description('Draw the loss along one direction, or on the plane of two, with the kinks.'))
    .option(
      '--along <directions>',
      'one direction, or two with a comma between: random (each unit moves by its own size), largest or smallest (eigenvector of the Hessian)',
      parseDirections,
      ['random'],
    )
    .option(
      '--range <length>',
      'how far to go both ways, in lengths of the weights (default: 1)',
      parsers.number('--range', { min: 0, exclusive: true }),
    )
    .option(
      '--points <count>',
      'points per direction, an odd number (default: 401; 61 for a plane)',
      parsers.integer('--points', { min: 3 }),
    )
    .option('--seed <seed>', 'of random directions', parsers.seed, 0)
    .addHelpText('after', example('slice --model model.json --data gaussian:N=100,d=25,seed=1 --along random,random --out out'))
    .action((options: SliceOptions) => runSlice(options, context));
  common(plot.command('spectrum').description('Draw the eigenvalues of the Hessian, or their estimated distribution.'))
    .option('--seed <seed>', 'of the estimate, from 1000 parameters on', parsers.seed, 0)
    .addHelpText('after', example('spectrum --model model.json --data gaussian:N=100,d=25,seed=1 --out out'))
    .action((options: Options & { readonly seed: number }) => runSpectrum(options, context));
  plot.addHelpText('after', example('margins --model model.json --data gaussian:N=100,d=25,seed=1 --out out'));
}

function common(command: Command): Command {
  return command
    .option('--model <file>', 'the network: .json as train writes it, .npz or .safetensors')
    .option(
      '--slope <slopes>',
      'negative slope of all hidden layers, or one for each, for a file that does not say (default: 0)',
      parsers.numbers('--slope'),
    )
    .option('--data <data>', 'a data file, gaussian:N=100,d=25,seed=1 or mnist:DIR,N=100,d=10,seed=1; optional ,mask=gaussian,sigma=0.1')
    .option('--out <folder>', 'where to write the files', 'out')
    .option('--json', 'print JSON');
}

function parseDirections(text: string): readonly Direction[] {
  const directions = text.split(',').map((name) => oneOf('--along', name.trim(), DIRECTIONS));
  if (directions.length > 2) throw new ArgumentError('--along', 'one direction or two', String(directions.length));
  return directions;
}

async function read({ model, slope, data }: Options, signal: AbortSignal): Promise<{ network: Network; dataset: Dataset }> {
  const file = required('--model', 'a model file', model);
  const specification = required('--data', 'a data file or a data specification', data);
  const network = await Network.read(file, { slopes: slope?.length === 1 ? slope[0] : slope });
  return { network, dataset: await Dataset.parse(specification, { signal }) };
}

async function runMargins(options: Options, { signal, print }: Context): Promise<void> {
  const { network, dataset } = await read(options, signal);
  const { plotMargins } = await import('../report/plotMargins.js');
  const { summary, files } = await plotMargins(network, dataset, options.out, { signal });
  print(options.json === true ? JSON.stringify({ ...summary, files }, null, 2) : `${formatMargins(summary)}\n\n${written(files)}`);
}

async function runSpectrum(options: Options & { readonly seed: number }, { signal, print }: Context): Promise<void> {
  const { network, dataset } = await read(options, signal);
  const { plotSpectrum } = await import('../report/plotSpectrum.js');
  const { summary, files } = await plotSpectrum(network, dataset, options.out, { seed: options.seed, signal });
  print(options.json === true ? JSON.stringify({ ...summary, files }, null, 2) : `${formatSpectrum(summary)}\n\n${written(files)}`);
}

async function runSlice(options: SliceOptions, { signal, print, terminal }: Context): Promise<void> {
  const { along, range, points, seed, out } = options;
  const { network, dataset } = await read(options, signal);
  const { plotSlice } = await import('../report/plotSlice.js');
  const progress = new Progress(terminal, 'slice');
  try {
    const { summary, files } = await plotSlice(network, dataset, out, {
      along,
      range,
      points,
      seed,
      signal,
      onProgress: (fraction) => {
        progress.update(fraction);
      },
    });
    progress.stop();
    print(options.json === true ? JSON.stringify({ ...summary, files }, null, 2) : `${formatSlice(summary)}\n\n${written(files)}`);
  } finally {
    progress.stop();
  }
}

function written(files: readonly string[]): string {
  return alignRows(files.map((file) => ['wrote', file]));
}
