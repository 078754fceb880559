import { check } from '../landscape/check.js';
import type { CheckReport } from '../landscape/CheckReport.js';
import { Network } from '../network/Network.js';
import { train, type TrainingRun } from '../train/train.js';
import type { Dataset } from '../data/Dataset.js';
import type { Measure } from './Plan.js';
import { trainOptionsOf } from './trainOptionsOf.js';
import { trainToMce } from './trainToMce.js';
import { trialData } from './trialData.js';
import type { TrialParameters } from './TrialParameters.js';
import type { TrialResults } from './TrialResults.js';
import { measured } from './measured.js';

type Training = TrainingRun | Awaited<ReturnType<typeof trainToMce>>;

/** A trial's results, with the data and the point they are about. */
export interface Trial {
  readonly results: TrialResults;
  readonly data: Dataset;
  readonly network: Network;
}

/**
 * Runs one trial: makes its data and its start, trains, polishes, judges. A function of its arguments alone, but for the times.
 *
 * @throws what making the data, training or judging throws
 */
export async function runTrial(parameters: TrialParameters, measure: readonly Measure[], signal?: AbortSignal): Promise<Trial> {
  const data = await trialData(parameters);
  const { hidden, slope, slopes, bias, seed, network_seed } = parameters;
  const start = Network.random({
    inputs: data.inputs.columns,
    outputs: data.targets.columns,
    hidden,
    slope: slopes ?? slope ?? 0,
    bias,
    seed: network_seed ?? seed,
  });
  const options = trainOptionsOf(parameters, data.samples);
  const began = performance.now();
  const { stop_mce } = parameters;
  const training = await (stop_mce === undefined
    ? train(start, data, { ...options.training, signal })
    : trainToMce(start, data, { ...options.training, signal }, stop_mce));
  const trained = performance.now();
  const polish = options.polish && (await train(training.network, data, { ...options.polish, signal }));
  const polished = performance.now();
  const { network } = polish ?? training;
  const report = measure.length === 0 ? undefined : await judge(network, data, measure, signal);
  const times = {
    trained_ms: trained - began,
    polished_ms: polish ? polished - trained : null,
    checked_ms: report ? performance.now() - polished : null,
  };
  return { results: { ...trainingResults(network, training, polish), ...measured(report, measure), ...times }, data, network };
}

/** The Hessian is what takes longest: for a verdict it is computed only where that is open without. */
async function judge(network: Network, data: Dataset, measure: readonly Measure[], signal: AbortSignal | undefined): Promise<CheckReport> {
  if (measure.includes('hessian')) return check(network, data, { signal });
  const report = await check(network, data, { hessian: false, signal });
  const open = measure.includes('verdict') && report.verdict === 'inconclusive' && (network.hidden.length > 1 || network.outputs > 1);
  return open ? check(network, data, { signal }) : report;
}

function trainingResults(network: Network, training: Training, polish: TrainingRun | undefined) {
  const { loss } = polish ?? training;
  return {
    loss,
    mse: 2 * loss,
    mce: lastMce(polish ?? training),
    trained_loss: training.loss,
    trained_mce: lastMce(training),
    epochs_done: training.epochs,
    stopped: training.stopped,
    polish_epochs_done: polish?.epochs ?? null,
    polish_stopped: polish?.stopped ?? null,
    parameter_count: network.parameterCount,
  };
}

function lastMce({ history }: Training): number | null {
  return history.mce?.at(-1) ?? null;
}
