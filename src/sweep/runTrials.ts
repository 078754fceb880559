import type { Dataset } from '../data/Dataset.js';
import { judgeMany } from '../landscape/judgeMany.js';
import type { JudgementParts } from '../landscape/JudgementParts.js';
import type { PointReport } from '../landscape/reportOn.js';
import { requireHidden } from '../landscape/requireHidden.js';
import { Network } from '../network/Network.js';
import type { ReplicaRun } from '../train/ReplicaRun.js';
import { trainMany } from '../train/trainMany.js';
import { measured } from './measured.js';
import type { Measure } from './Plan.js';
import { settled } from './settled.js';
import { trainOptionsOf, type TrialTraining } from './trainOptionsOf.js';
import { trialData } from './trialData.js';
import type { TrialParameters } from './TrialParameters.js';
import type { TrialResults } from './TrialResults.js';

type Settled<T> = PromiseSettledResult<T>;

/** A trial's results, with the data and the point they are about. */
export interface Trial {
  readonly results: TrialResults;
  readonly data: Dataset;
  readonly network: Network;
}

interface Started {
  readonly parameters: TrialParameters;
  readonly data: Dataset;
  readonly network: Network;
}

interface Trained extends Started {
  readonly training: ReplicaRun;
  readonly trained_ms: number;
  readonly polish?: ReplicaRun | undefined;
  readonly polished_ms: number | null;
}

/**
 * Runs trials that differ in nothing but seeds, in one job of the core for each step: makes their data and their starts, trains, polishes,
 * judges. Results have the bits of trials that were run alone, but for the times, which are equal shares of the time they took together.
 *
 * @throws `signal.reason` when aborted
 */
export async function runTrials(
  trials: readonly TrialParameters[],
  measure: readonly Measure[],
  signal?: AbortSignal,
): Promise<readonly Settled<Trial>[]> {
  const started: Settled<Started>[] = [];
  for (const parameters of trials) started.push(await settled(() => start(parameters)));
  const trained = await each(started, (some) => trainAll(some, signal));
  const polished = await each(trained, (some) => polishAll(some, signal));
  return each(polished, (some) => judgeAll(some, measure, signal));
}

/** The next step of those that have come so far. */
async function each<A, B>(
  before: readonly Settled<A>[],
  step: (some: readonly A[]) => Promise<readonly Settled<B>[]>,
): Promise<readonly Settled<B>[]> {
  const some = before.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const after = some.length === 0 ? [] : await step(some);
  let k = 0;
  return before.map((one) => (one.status === 'fulfilled' ? after[k++]! : one));
}

function map<A, B>(one: Settled<A>, action: (value: A) => B): Settled<B> {
  return one.status === 'fulfilled' ? { status: 'fulfilled', value: action(one.value) } : one;
}

async function start(parameters: TrialParameters): Promise<Started> {
  const data = await trialData(parameters);
  const { hidden, slope, slopes, bias, seed, network_seed } = parameters;
  const network = Network.random({
    inputs: data.inputs.columns,
    outputs: data.targets.columns,
    hidden,
    slope: slopes ?? slope ?? 0,
    bias,
    seed: network_seed ?? seed,
  });
  return { parameters, data, network };
}

async function trainTogether(
  some: readonly Started[],
  options: TrialTraining,
  signal: AbortSignal | undefined,
): Promise<{ readonly runs: readonly Settled<ReplicaRun>[]; readonly ms: number }> {
  const began = performance.now();
  const seed = some.map(({ parameters }) => parameters.training_seed ?? parameters.seed);
  const runs = await trainMany(
    some.map(({ network }) => network),
    some.map(({ data }) => data),
    { ...options, seed, threads: 1, signal },
  );
  return { runs, ms: (performance.now() - began) / some.length };
}

async function trainAll(some: readonly Started[], signal: AbortSignal | undefined): Promise<readonly Settled<Trained>[]> {
  const { parameters, data } = some[0]!;
  const { training } = trainOptionsOf(parameters, data.samples);
  const { runs, ms } = await trainTogether(some, training, signal);
  return runs.map((run, k) =>
    map(run, (ended) => ({ ...some[k]!, network: ended.network, training: ended, trained_ms: ms, polished_ms: null })),
  );
}

async function polishAll(some: readonly Trained[], signal: AbortSignal | undefined): Promise<readonly Settled<Trained>[]> {
  const { parameters, data } = some[0]!;
  const { polish } = trainOptionsOf(parameters, data.samples);
  if (polish === undefined) return some.map((value) => ({ status: 'fulfilled', value }));
  const { runs, ms } = await trainTogether(some, polish, signal);
  return runs.map((run, k) => map(run, (ended) => ({ ...some[k]!, network: ended.network, polish: ended, polished_ms: ms })));
}

async function judgeAll(
  some: readonly Trained[],
  measure: readonly Measure[],
  signal: AbortSignal | undefined,
): Promise<readonly Settled<Trial>[]> {
  const began = performance.now();
  const reports = measure.length === 0 ? undefined : await judge(some, measure, signal);
  const checked_ms = reports ? (performance.now() - began) / some.length : null;
  return some.map((trained, k): Settled<Trial> => {
    const { data, network, trained_ms, polished_ms } = trained;
    const trial = (report: PointReport | undefined): Trial => ({
      results: { ...trainingResults(trained), ...measured(report, measure), trained_ms, polished_ms, checked_ms },
      data,
      network,
    });
    return reports ? map(reports[k]!, trial) : { status: 'fulfilled', value: trial(undefined) };
  });
}

/** The Hessian is what takes longest: for a verdict it is computed only where that is open without. */
async function judge(
  points: readonly Trained[],
  measure: readonly Measure[],
  signal: AbortSignal | undefined,
): Promise<readonly Settled<PointReport>[]> {
  for (const { network } of points) requireHidden(network);
  const run = (some: readonly Trained[], parts: JudgementParts) => judgeMany(some, parts, { threads: 1, signal, onProgress: undefined });
  const [jacobian, hessian] = [measure.includes('jacobian'), measure.includes('hessian')];
  const reports = await run(points, { jacobian, hessian });
  if (hessian || !measure.includes('verdict')) return reports;
  const isOpen = (k: number): boolean => {
    const [report, { network }] = [reports[k]!, points[k]!];
    return report.status === 'fulfilled' && report.value.verdict === 'inconclusive' && (network.hidden.length > 1 || network.outputs > 1);
  };
  const open = points.flatMap((point, k) => (isOpen(k) ? [point] : []));
  const again = open.length === 0 ? [] : await run(open, { jacobian, hessian: true });
  let next = 0;
  return reports.map((report, k) => (isOpen(k) ? again[next++]! : report));
}

function trainingResults({ network, training, polish }: Trained) {
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

function lastMce({ history }: ReplicaRun): number | null {
  return history.mce?.at(-1) ?? null;
}
