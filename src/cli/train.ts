import { Option, type Command } from 'commander';
import { Dataset } from '../data/Dataset.js';
import { ArgumentError } from '../errors.js';
import { requireEnding } from '../files/requireEnding.js';
import { requireFolder } from '../files/requireFolder.js';
import { writeAtomically } from '../files/writeAtomically.js';
import { Network } from '../network/Network.js';
import { formatTraining } from '../report/formatTraining.js';
import { historyCsv } from '../report/historyCsv.js';
import { OPTIMIZERS } from '../train/parseOptimizer.js';
import { train } from '../train/train.js';
import type { OptimizerName } from '../train/Optimizer.js';
import type { TrainOptions } from '../train/TrainOptions.js';
import type { Context } from './Context.js';
import { parsers } from './parsers.js';
import { Progress } from './Progress.js';
import { required } from './required.js';

const PRECISIONS = ['float64', 'float32'] as const;

interface Options {
  readonly data?: string;
  readonly hidden?: number[];
  readonly slope: number[];
  readonly bias?: boolean;
  readonly optimizer: OptimizerName | 'auto';
  readonly learningRate?: number;
  readonly epochs?: number;
  readonly batch?: number;
  readonly precision: (typeof PRECISIONS)[number];
  readonly seed: number;
  readonly out?: string;
  readonly history?: string;
  readonly json?: boolean;
}

export function addTrain(program: Command, context: Context): void {
  program
    .command('train')
    .description('Train a network, and write it to a file.')
    .option(
      '--data <data>',
      'a data file (.json, .npz, .npy, .csv; optional ,targets=y), gaussian:N=100,d=25,seed=1 or mnist:DIR,N=100,d=10,seed=1; optional ,mask=gaussian,sigma=0.1',
    )
    .option('--hidden <widths>', 'widths of the hidden layers, such as 25,25', parsers.integers('--hidden', { min: 1 }))
    .option('--out <file>', 'where to write the network, a .json file')
    .addOption(
      new Option('--slope <slopes>', 'negative slope of all hidden layers, or one for each: 0 is ReLU')
        .argParser(parsers.numbers('--slope'))
        .default([0], '0'),
    )
    .option('--bias', 'all layers have biases')
    .option('--optimizer <name>', `how to train: ${OPTIMIZERS.join(', ')}`, parsers.oneOf('--optimizer', OPTIMIZERS), 'auto')
    .option(
      '--learning-rate <rate>',
      'default: 0.05 for gradient-descent, 0.01 for momentum and sgd, 0.001 for adam',
      parsers.number('--learning-rate', { min: 0, exclusive: true }),
    )
    .option(
      '--epochs <count>',
      'the most epochs (default: 1000 for levenberg-marquardt and active-set, else 10000)',
      parsers.integer('--epochs', { min: 1, max: 2 ** 31 - 1 }),
    )
    .option('--batch <samples>', 'samples per step (default: 32 for sgd, else all)', parsers.integer('--batch', { min: 1 }))
    .option('--precision <type>', 'arithmetic of training: float64 or float32', parsers.oneOf('--precision', PRECISIONS), 'float64')
    .option('--seed <seed>', 'of the initial weights, the order of the samples and the kicks', parsers.seed, 0)
    .option('--history <file>', 'write loss, gradient and min |u| against epochs as CSV')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  $ kinkless train --data gaussian:N=100,d=25,seed=1 --hidden 25 --out model.json\n  $ kinkless check --data gaussian:N=100,d=25,seed=1 --model model.json',
    )
    .action((options: Options) => runTrain(options, context));
}

async function runTrain(options: Options, { signal, terminal, print }: Context): Promise<void> {
  const { slope, bias = false, seed, history, json } = options;
  const specification = required('--data', 'a data file or a data specification', options.data);
  const hidden = required('--hidden', 'the widths of the hidden layers, such as 25,25', options.hidden);
  const out = required('--out', 'the file to write', options.out);
  // Before the training, not after it.
  requireEnding(out, ['.json']);
  for (const file of [out, history]) if (file !== undefined) await requireFolder(file);
  const data = await Dataset.parse(specification, { signal });
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

function trainOptions({ optimizer: kind, learningRate, epochs, batch, precision, seed }: Options): TrainOptions {
  const common = { epochs, batchSize: batch, precision, seed };
  if (learningRate === undefined) return { optimizer: kind, ...common };
  if (kind === 'auto' || kind === 'levenberg-marquardt' || kind === 'lbfgs' || kind === 'active-set')
    throw new ArgumentError('--optimizer', 'an optimiser that has a learning rate beside --learning-rate', kind);
  return { optimizer: { kind, learningRate }, ...common };
}
