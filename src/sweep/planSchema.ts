// Loads zod, which takes longer than most commands: import this file only where a plan is read.
import { z } from 'zod';
import { KEEP, SPREAD } from '../data/maskRanges.js';
import { KINDS } from '../train/parseOptimizer.js';
import { SCHEDULES } from '../train/parseSchedule.js';
import { MEASURES } from './Plan.js';
import type { PlanParameters } from './PlanParameters.js';

const MOST = 2 ** 31 - 1;
/** The list of their widths is written out for every trial. */
const MOST_LAYERS = 1000;
const FACTORS = ['none', 'bernoulli', 'gaussian', 'uniform'] as const;

const count = (description: string) => z.int().min(1).max(MOST).describe(description);
const countOrNone = (description: string) => z.int().min(0).max(MOST).describe(description);
const positive = (description: string) => z.number().positive().describe(description);
const share = (description: string) => z.number().min(0).lt(1).describe(description);
const keep = z.number().min(KEEP.min).max(KEEP.max).describe('probability that a unit is kept');
const spread = z.number().min(SPREAD.min).max(SPREAD.max);
const seed = (description: string) => z.int().min(0).describe(description);

/** One schema for each parameter, with what editors show. */
const parameters = {
  data: z.string().min(1).describe('"gaussian", "mnist:DIR", or the path of a data file (.json, .npz, .npy, .csv; optional ,targets=y)'),
  samples: count('number of samples N; not for files'),
  inputs: count('number of inputs; for MNIST the number of principal components'),
  d: count('one width for the inputs and all hidden layers'),
  ratio: positive('d²/N: sets samples to d²/ratio, rounded'),
  hidden: z.array(z.int().min(1).max(MOST)).describe('widths of the hidden layers'),
  width: count('width of all hidden layers'),
  hidden_layers: count('number of hidden layers of that width; 1 if left out').max(MOST_LAYERS),
  slope: z.number().describe('negative slope of all hidden layers; 0 is ReLU, the default'),
  slopes: z.array(z.number()).describe('negative slopes, one per hidden layer'),
  bias: z.boolean().describe('whether all layers have biases'),
  mask: z.enum(FACTORS).describe('factors on the hidden units, drawn once for every trial'),
  mask_keep: keep,
  mask_sigma: spread.describe('factors are 1 + sigma · normal'),
  mask_delta: spread.describe('factors are uniform on 1 ± delta'),
  optimizer: z.enum(KINDS).describe('how to train; levenberg-marquardt if left out'),
  learning_rate: positive('of all optimisers that have one: not of levenberg-marquardt, lbfgs, active-set'),
  momentum: share('of momentum and sgd'),
  nesterov: z.boolean().describe('of momentum and sgd'),
  beta1: share('of adam; 0.9 if left out'),
  beta2: share('of adam; 0.999 if left out'),
  epsilon: positive('of adam; 1e-8 if left out'),
  damping: positive('of levenberg-marquardt: the first damping'),
  kick: z.number().min(0).describe('of levenberg-marquardt and lbfgs: size of the kicks; 0: none'),
  memory: count('of lbfgs: steps that are remembered; 20 if left out'),
  epochs: count('the most epochs'),
  batch_size: count('samples per step; all of them where there are fewer'),
  precision: z.enum(['float64', 'float32']).describe('arithmetic of training'),
  schedule: z.enum(SCHEDULES).describe('of the learning rate'),
  schedule_factor: z.number().positive().max(1).describe('of the exponential schedule: factor per epoch'),
  schedule_from: countOrNone('epoch at which the schedule begins'),
  schedule_to: countOrNone('of the cosine schedule: epoch at which it ends'),
  schedule_minimum: z.number().min(0).describe('the least learning rate'),
  noise: z.enum(FACTORS).describe('factors on the hidden units, drawn anew in every step'),
  noise_keep: keep,
  noise_sigma: spread.describe('factors are 1 + sigma · normal'),
  noise_delta: spread.describe('factors are uniform on 1 ± delta'),
  history_every: count('epochs between two looks at loss and mce'),
  stop_gradient: z.boolean().describe('stop where the gradient is zero to rounding; true if left out'),
  stop_loss: z.number().min(0).describe('stop at or below this loss'),
  stop_mce: z.number().min(0).max(1).describe('stop where at most this share of the samples is misclassified; for targets ±1'),
  polish_epochs: countOrNone('the most steps of levenberg-marquardt after training, before the point is judged; 0 (none) if left out'),
  seed: seed('of data, masks, initial weights and training; repetition r adds r; 0 if left out'),
  data_seed: seed('of the data alone'),
  mask_seed: seed('of the masks alone'),
  network_seed: seed('of the initial weights alone'),
  training_seed: seed('of the order of the samples, noise and kicks alone'),
} satisfies { readonly [Name in keyof Required<PlanParameters>]: z.ZodType<PlanParameters[Name]> };

const optional = <Shape extends Record<string, z.ZodType>>(shape: Shape) =>
  Object.fromEntries(Object.entries(shape).map(([name, schema]) => [name, schema.optional()]));

const lists = Object.fromEntries(
  Object.entries(parameters).map(([name, schema]) => [name, z.array(schema).min(1).describe(schema.description!)]),
);

/** The schema of plans, as they are written: {@link PlanInput}. */
export const planSchema = z
  .strictObject({
    format: z.literal('kinkless-plan/1'),
    name: z.string().optional().describe('for people'),
    repetitions: z
      .int()
      .min(1)
      .max(MOST)
      .optional()
      .describe('how often every combination is tried, with seeds that follow each other; 1 if left out'),
    measure: z
      .array(z.enum(MEASURES))
      .optional()
      .describe('what is measured of every trial beside loss, mce and epochs; ["verdict"] if left out'),
    trial: z.strictObject(optional(parameters)).optional().describe('what all trials share'),
    cases: z
      .array(z.strictObject(optional(parameters)))
      .min(1)
      .optional()
      .describe('sets of values that belong together'),
    grid: z.strictObject(optional(lists)).optional().describe('lists of values; all combinations are tried'),
  })
  .describe('A sweep of kinkless: every case with every combination of the values in the grid, each repeated');
