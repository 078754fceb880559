import { Dataset } from '../data/Dataset.js';
import { check } from '../landscape/check.js';
import type { CheckReport, Verdict } from '../landscape/CheckReport.js';
import { Network } from '../network/Network.js';
import { train } from '../train/train.js';
import type { TrainingRun } from '../train/TrainingRun.js';
import type { Trace } from '../train/TrainOptions.js';

/** The protocol: everything but the learning rate and the seed is the paper's, or, where it does not say, ours. */
export const PROTOCOL = {
  samples: 100,
  inputs: 25,
  hidden: 25,
  slope: 0,
  optimizer: 'gradient-descent',
  decay: { factor: 0.999, from: 5000, minimum: 1e-9 },
  // The learning rate reaches its minimum about 19,100 epochs after the decay has begun.
  epochs: 25_000,
  historyEvery: 100,
} as const;

/**
 * Learning rates η in the order in which they are tried: from 0.222 outwards in steps of 0.0015, from 0.18 to 0.24. Measured for the seeds 0
 * to 19: for most of them some of these are at the edge of stability, where η times the sharpness at the end is just below 2 (1.988 to
 * 1.994 where looked at). There, the last residuals change their signs in every epoch. At other rates the residuals shrink without
 * changing direction, pre-activations slide along their kinks, and about 15 of the 2500 end at zero to rounding. One rate is at the edge
 * for few seeds: hence a list. With it, all 20 seeds end at a `zero-loss-minimum`, 16 of them with min |u| above 1e-6.
 */
const LEARNING_RATES = Array.from({ length: 41 }, (_, k) => 0.18 + 0.0015 * k)
  .map((rate) => Number(rate.toFixed(4)))
  .sort((a, b) => Math.abs(a - 0.222) - Math.abs(b - 0.222));

/** A learning rate, and where it led. */
export interface Trial {
  readonly learningRate: number;
  readonly verdict: Verdict;
  readonly mse: number;
  readonly minAbs: number | null;
  readonly onKink: number;
}

export interface Figure62Run {
  readonly seed: number;
  readonly learningRate: number;
  readonly data: Dataset;
  readonly run: TrainingRun;
  readonly report: CheckReport;
  /** The pre-activations in the order of the history's columns. */
  readonly traces: readonly Trace[];
  /** All learning rates tried, in this order. */
  readonly trials: readonly Trial[];
}

export interface Figure62Options {
  /** Of the data and of the initial weights. */
  readonly seed: number;
  readonly signal?: AbortSignal | undefined;
  /** `fraction` of the epochs of one trial, 0 … 1. */
  readonly onProgress?: ((fraction: number, note: string) => void) | undefined;
}

/** What counts as clearly away from zero. */
const AWAY = 1e-6;

/**
 * Trains at one learning rate after the other until the end is a differentiable point of zero loss whose pre-activations are all clearly
 * away from zero. If none ends so, the answer is the one that ends farthest from a kink.
 */
export async function figure62Run({ seed, signal, onProgress }: Figure62Options): Promise<Figure62Run> {
  const { samples, inputs, hidden, slope, decay, epochs, historyEvery } = PROTOCOL;
  const data = Dataset.gaussian({ samples, inputs, seed });
  const start = Network.random({ inputs, hidden: [hidden], slope, seed });
  const traces = Array.from({ length: hidden * samples }, (_, k) => ({ layer: 1, unit: Math.floor(k / samples), sample: k % samples }));
  const trials: Trial[] = [];
  let best: { readonly away: number; readonly learningRate: number; readonly run: TrainingRun; readonly report: CheckReport } | undefined;
  for (const [k, learningRate] of LEARNING_RATES.entries()) {
    const note = k === 0 ? '' : `learning rate ${String(k + 1)} of ${String(LEARNING_RATES.length)}`;
    const run = await train(start, data, {
      optimizer: { kind: 'gradient-descent', learningRate },
      epochs,
      schedule: { kind: 'exponential', ...decay },
      stop: { gradient: false },
      historyEvery,
      tracePreActivations: traces,
      signal,
      onProgress:
        onProgress &&
        (({ epoch }) => {
          onProgress(epoch / epochs, note);
        }),
    });
    const report = await check(run.network, data, { signal });
    const { verdict, mse, kinks } = report;
    trials.push({ learningRate, verdict, mse, minAbs: kinks.minAbs, onKink: kinks.onKink });
    const away = verdict === 'zero-loss-minimum' ? (kinks.minAbs ?? 0) : -1;
    if (best === undefined || away > best.away) best = { away, learningRate, run, report };
    if (away > AWAY) break;
  }
  const { learningRate, run, report } = best!;
  return { seed, learningRate, data, run, report, traces, trials };
}
