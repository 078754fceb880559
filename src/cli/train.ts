import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Option, type Command } from 'commander';
import { Dataset } from '../data/Dataset.js';
import { requireJsonEnding } from '../files/requireJsonEnding.js';
import { systemFailure } from '../files/systemFailure.js';
import { writeAtomically } from '../files/writeAtomically.js';
import { Network } from '../network/Network.js';
import { formatTraining } from '../report/formatTraining.js';
import { historyCsv } from '../report/historyCsv.js';
import { train } from '../train/train.js';
import type { Optimizer, OptimizerName, TrainOptions } from '../train/TrainOptions.js';
import type { Context } from './Context.js';
import { parsers } from './parsers.js';
import { Progress } from './Progress.js';

interface Options {
  readonly data: string;
  readonly hidden: number[];
  readonly slope: number[];
  readonly bias?: boolean;
  readonly optimizer: OptimizerName;
  readonly learningRate?: number;
  readonly epochs?: number;
  readonly precision: 'float64' | 'float32';
  readonly seed: number;
  readonly out: string;
  readonly history?: string;
  readonly json?: boolean;
}

export function addTrain(program: Command, context: Context): void {
  program
    .command('train')
    .description('Train a network on all samples at once, and write it to a file.')
    .requiredOption(
      '--data <data>',
      'a data file, gaussian:N=100,d=25,seed=1 or mnist:DIR,N=100,d=10,seed=1; optional ,mask=gaussian,sigma=0.1',
    )
    .requiredOption('--hidden <widths>', 'widths of the hidden layers, such as 25,25', parsers.integers('--hidden', { min: 1 }))
    .requiredOption('--out <file>', 'where to write the network, a .json file')
    .option('--slope <slopes>', 'negative slope of all hidden layers, or one for each: 0 is ReLU', parsers.numbers('--slope'), [0])
    .option('--bias', 'all layers have biases')
    .addOption(
      new Option('--optimizer <name>', 'how to train')
        .choices(['gradient-descent', 'adam', 'levenberg-marquardt'] satisfies OptimizerName[])
        .default('levenberg-marquardt'),
    )
    .option(
      '--learning-rate <rate>',
      'of gradient-descent (default: 0.05) and adam (default: 0.001)',
      parsers.number('--learning-rate', { min: 0, exclusive: true }),
    )
    .option(
      '--epochs <count>',
      'the most epochs (default: 500 for levenberg-marquardt, else 10000)',
      parsers.integer('--epochs', { min: 1, max: 2 ** 31 - 1 }),
    )
    .addOption(new Option('--precision <type>', 'arithmetic of training').choices(['float64', 'float32']).default('float64'))
    .option('--seed <seed>', 'of the initial weights and of the kicks', parsers.seed, 0)
    .option('--history <file>', 'write loss, gradient and min |u| against epochs as CSV')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ kinkless train --data gaussian:N=100,d=25,seed=1 --hidden 25 --out model.json\n  $ kinkless check --data gaussian:N=100,d=25,seed=1 --model model.json',
    )
    .action((options: Options) => runTrain(options, context));
}

async function runTrain(options: Options, { signal, terminal, print }: Context): Promise<void> {
  const { hidden, slope, bias = false, seed, out, history, json } = options;
  // Before the training, not after it.
  requireJsonEnding(out);
  for (const file of [out, history]) if (file !== undefined) await requireFolder(file);
  const data = await Dataset.parse(options.data, { signal });
  const start = Network.random({
    inputs: data.inputs.columns,
    hidden,
    outputs: data.targets.columns,
    slope: slope.length === 1 ? slope[0]! : slope,
    bias,
    seed,
  });
  const progress = new Progress(terminal, 'training');
  try {
    const run = await train(start, data, {
      ...trainOptions(options),
      signal,
      onProgress: ({ epoch, epochs }) => {
        progress.update(epoch / epochs, `epoch ${String(epoch)}`);
      },
    });
    progress.stop();
    await run.network.write(out);
    if (history !== undefined) await writeAtomically(history, [historyCsv(run.history)]);
    const files = history === undefined ? [out] : [out, history];
    const facts = { stopped: run.stopped, epochs: run.epochs, loss: run.loss, mse: 2 * run.loss, widths: [...run.network.widths] };
    const summary = { ...facts, parameters: run.network.parameterCount, samples: data.samples, files };
    print(json === true ? JSON.stringify({ format: 'kinkless-train/1', ...summary }, null, 2) : formatTraining(summary));
  } finally {
    progress.stop();
  }
}

function trainOptions({ optimizer: kind, learningRate, epochs, precision, seed }: Options): TrainOptions {
  // A learning rate that the optimiser does not know is refused by the parser of the options.
  const optimizer = (learningRate === undefined ? { kind } : { kind, learningRate }) as Optimizer;
  return { optimizer, epochs, precision, seed };
}

async function requireFolder(file: string): Promise<void> {
  const folder = path.dirname(file);
  try {
    if (!(await stat(folder)).isDirectory()) throw Object.assign(new Error(), { code: 'ENOTDIR' });
  } catch (error) {
    throw systemFailure(folder, 'opening', `a folder for ${path.basename(file)}`, error);
  }
}
