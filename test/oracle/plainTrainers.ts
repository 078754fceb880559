import { packParameters, withParameters } from './parameters.js';
import type { Problem } from './Problem.js';
import { reference } from './reference.js';

/** Learning rate of epoch k = 0, 1, …: constant before `from`, then multiplied by `factor` each epoch, never below `minimum`. */
export interface Decay {
  readonly factor: number;
  readonly from: number;
  readonly minimum?: number;
}

/** Half a cosine between two epochs: the learning rate before the first, `minimum` after the second. */
export interface HalfCosine {
  readonly from: number;
  readonly to: number;
  readonly minimum: number;
}

export function learningRateAt(epoch: number, learningRate: number, schedule?: Decay | HalfCosine): number {
  if (schedule === undefined || epoch <= schedule.from) return learningRate;
  const { from, minimum = 0 } = schedule;
  if ('factor' in schedule) return Math.max(minimum, learningRate * schedule.factor ** (epoch - from));
  if (epoch >= schedule.to) return minimum;
  return minimum + ((learningRate - minimum) * (1 + Math.cos((Math.PI * (epoch - from)) / (schedule.to - from)))) / 2;
}

export interface MomentumOptions {
  readonly momentum: number;
  readonly nesterov?: boolean;
}

export interface AdamRates {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

export interface AdamOptions extends AdamRates {
  readonly learningRate: number;
}

/** Turns the gradients of the steps t = 1, 2, … into what is subtracted from the parameters, for a learning rate of 1. */
export type Rule = (gradient: readonly number[], t: number) => number[];

export function gradientRule(): Rule {
  return (gradient) => [...gradient];
}

/** v ← μ v + g; v is subtracted, or with Nesterov's look ahead g + μ v (Sutskever et al. 2013, rewritten for the parameters looked ahead to). */
export function momentumRule({ momentum, nesterov = false }: MomentumOptions): Rule {
  let velocity: number[] | undefined;
  return (gradient) => {
    velocity = gradient.map((g, p) => momentum * (velocity?.[p] ?? 0) + g);
    return nesterov ? gradient.map((g, p) => g + momentum * velocity![p]!) : [...velocity];
  };
}

/** Adam with bias correction (Kingma, Ba 2015, Algorithm 1). */
export function adamRule({ beta1, beta2, epsilon }: AdamRates): Rule {
  let first: number[] | undefined;
  let second: number[] | undefined;
  return (gradient, t) => {
    first = gradient.map((g, p) => beta1 * (first?.[p] ?? 0) + (1 - beta1) * g);
    second = gradient.map((g, p) => beta2 * (second?.[p] ?? 0) + (1 - beta2) * g * g);
    return gradient.map((_, p) => first![p]! / (1 - beta1 ** t) / (Math.sqrt(second![p]! / (1 - beta2 ** t)) + epsilon));
  };
}

export interface PlainRun {
  readonly epochs: number;
  readonly rule: Rule;
  /** Learning rate of an epoch. */
  readonly rate: (epoch: number) => number;
  /** Samples per step; all if left out. */
  readonly batchSize?: number;
  /** Order of the samples in an epoch; as they are if left out. */
  readonly order?: (epoch: number) => ArrayLike<number>;
  /** Factor on a unit (from 0) of a hidden layer (from 1) for the sample at a place of the epoch's order; 1 if left out. */
  readonly noise?: (epoch: number, place: number, layer: number, unit: number) => number;
  /** Stands in for the gradient of a step, to see what errors in it do. */
  readonly gradientOf?: (problem: Problem) => number[];
  /** What becomes of a parameter when it is stored. */
  readonly stored?: (value: number) => number;
}

/** Parameters after `epochs` epochs of θ ← θ − η · rule(∇loss), the loss being the mean over the samples of the step. */
export function plainTraining(start: Problem, run: PlainRun): number[] {
  const { epochs, rule, rate, noise, batchSize = start.inputs.length, gradientOf = (problem) => reference(problem).gradient } = run;
  const { stored = (value) => value } = run;
  const theta = packParameters(start);
  const samples = start.inputs.length;
  let t = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = Array.from(run.order?.(epoch) ?? start.inputs.keys());
    for (let first = 0; first < samples; first += batchSize) {
      const chosen = order.slice(first, first + batchSize);
      const factor = noise && ((k: number, layer: number, unit: number) => noise(epoch, first + k, layer, unit));
      const change = rule(gradientOf(withParameters(partOf(start, chosen, factor), theta)), ++t);
      change.forEach((value, p) => (theta[p] = stored(theta[p]! - rate(epoch) * value)));
    }
  }
  return theta;
}

/** The problem of some of the samples, with further factors on the hidden units. */
function partOf(problem: Problem, samples: readonly number[], factor?: (k: number, layer: number, unit: number) => number): Problem {
  const { inputs, targets, masks, layers } = problem;
  const part = { ...problem, inputs: samples.map((n) => inputs[n]!), targets: samples.map((n) => targets[n]!) };
  if (masks === undefined && factor === undefined) return part;
  return {
    ...part,
    masks: layers
      .slice(0, -1)
      .map(({ weights }, l) => samples.map((n, k) => weights.map((_, i) => (masks?.[l]![n]![i] ?? 1) * (factor?.(k, l + 1, i) ?? 1)))),
  };
}

/** Parameters after `epochs` full-batch steps θ ← θ − η ∇loss. */
export function plainGradientDescent(start: Problem, epochs: number, learningRate: number, decay?: Decay): number[] {
  return plainTraining(start, { epochs, rule: gradientRule(), rate: (epoch) => learningRateAt(epoch, learningRate, decay) });
}

/** Parameters after `epochs` full-batch steps of Adam. */
export function plainAdam(start: Problem, epochs: number, options: AdamOptions, decay?: Decay): number[] {
  return plainTraining(start, { epochs, rule: adamRule(options), rate: (epoch) => learningRateAt(epoch, options.learningRate, decay) });
}
