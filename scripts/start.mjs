// What `npm start` shows: Figure 6.2 of the paper, and the verdict on a network trained on real digits.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Progress } from '../dist/cli/Progress.js';
import { check, Dataset, Network, train } from '../dist/index.js';
import { figure62 } from '../dist/report/figure62.js';
import { formatFigure62 } from '../dist/report/formatFigure62.js';
import { formatReport } from '../dist/report/formatReport.js';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.join(root, 'out');
/** The network on digits, and the seed of its samples and weights. */
const DIGITS = { samples: 100, inputs: 10, hidden: 20, seed: 2 };
const STOPS = { SIGINT: 130, SIGTERM: 143 };

const interruption = new AbortController();
for (const name of /** @type {(keyof typeof STOPS)[]} */ (Object.keys(STOPS))) {
  process.once(name, () => {
    process.exitCode = STOPS[name];
    interruption.abort(new Error(`stopped by ${name}`));
  });
}
const { signal } = interruption;

/** @param {string} file */
const relative = (file) => path.relative(process.cwd(), file);

/**
 * Runs a task under a progress bar.
 * @template T
 * @param {string} name
 * @param {(update: (fraction: number, note?: string) => void) => Promise<T>} task
 */
async function withProgress(name, task) {
  const progress = new Progress(process.stderr.isTTY ? process.stderr : undefined, name);
  try {
    return await task((fraction, note) => {
      progress.update(fraction, note);
    });
  } finally {
    progress.stop();
  }
}

async function showFigure() {
  console.log('\nFigure 6.2: gradient descent on a 25-25-1 ReLU network, 100 Gaussian samples, down to zero loss\n');
  const { summary, files } = await withProgress('training', (onProgress) => figure62(folder, { signal, onProgress }));
  console.log(formatFigure62(summary));
  return files;
}

/** A folder with MNIST's files: the one that was asked for, else the one beside the project. */
function mnistFolder() {
  const asked = process.argv[2];
  if (asked !== undefined) return asked;
  const beside = path.join(root, '..', 'shared', 'mnist');
  return existsSync(beside) && readdirSync(beside).some((name) => name.includes('idx3-ubyte')) ? beside : undefined;
}

async function showDigits() {
  const { samples, inputs, hidden, seed } = DIGITS;
  const mnist = mnistFolder();
  const subject = mnist === undefined ? 'Gaussian samples' : 'MNIST digits (0–4 against 5–9, principal components)';
  console.log(`\n\nLevenberg–Marquardt on a ${String(inputs)}-${String(hidden)}-1 ReLU network, ${String(samples)} ${subject}\n`);
  const data =
    mnist === undefined ? Dataset.gaussian({ samples, inputs, seed }) : await Dataset.mnist(mnist, { samples, inputs, seed, signal });
  const run = await withProgress('training', (update) =>
    train(Network.random({ inputs, hidden: [hidden], seed }), data, {
      signal,
      onProgress: ({ epoch, epochs }) => {
        update(epoch / epochs);
      },
    }),
  );
  console.log(`trained in ${String(run.epochs)} steps`);
  console.log(formatReport(await check(run.network, data, { signal })));
  if (mnist === undefined) {
    console.log('\nFor real digits: npm start -- DIR, where DIR holds MNIST, such as t10k-images-idx3-ubyte.gz and');
    console.log('t10k-labels-idx1-ubyte.gz from https://ossci-datasets.s3.amazonaws.com/mnist/');
  }
  const name = mnist === undefined ? 'gaussian' : 'digits';
  const model = path.join(folder, `${name}-model.json`);
  await run.network.write(model);
  const samplesFile = path.join(folder, `${name}-data.json`);
  await data.write(samplesFile);
  return [model, samplesFile];
}

try {
  const files = [...(await showFigure()), ...(await showDigits())];
  console.log(`\n\nWritten:\n${files.map((file) => `  ${relative(file)}`).join('\n')}`);
} catch (error) {
  process.exitCode ??= 1;
  console.error(`\n${error instanceof Error ? error.message : String(error)}`);
}
