import type { PlanInput } from '../sweep/Plan.js';
import type { PlanParameters } from '../sweep/PlanParameters.js';

/** How the figure is made. */
export interface Protocol {
  readonly widths: readonly number[];
  /** ρ = d²/N. */
  readonly ratios: readonly number[];
  /** Numbers of hidden layers. */
  readonly depths: readonly number[];
  readonly batch: number;
  readonly adam: { readonly learning_rate: number; readonly beta1: number; readonly beta2: number; readonly epsilon: number };
  /** Adam's steps at most: small data sets have few steps in an epoch, and would be given up too early by a fixed number of epochs. */
  readonly steps: number;
  /** The learning rate is constant for this share of the epochs, and then follows half a cosine down to zero. */
  readonly decayFrom: number;
  /**
   * Of Levenberg–Marquardt, after Adam and before the point is judged: this many steps at most, and as many as these multiply-adds suffice for.
   * Where the samples outnumber the parameters, hundreds of steps do not reach a critical point: a look at the first ones has to do.
   */
  readonly polish: { readonly steps: number; readonly multiplyAdds: number; readonly multiplyAddsBeyond: number };
  readonly repetitions: number;
  readonly quickRepetitions: number;
}

/** The protocol. Where the paper does not say, the choice is ours, and the figure states it. */
export const PROTOCOL: Protocol = Object.freeze({
  widths: [10, 20, 30],
  ratios: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 1, 1.25, 1.5, 2],
  depths: [1, 2],
  batch: 100,
  adam: { learning_rate: 1e-3, beta1: 0.9, beta2: 0.99, epsilon: 1e-8 },
  steps: 20_000,
  decayFrom: 0.5,
  polish: { steps: 200, multiplyAdds: 2e10, multiplyAddsBeyond: 2e9 },
  repetitions: 30,
  quickRepetitions: 5,
});

/** One of the runs of the figure's networks, all repetitions. */
export interface Cell {
  readonly d: number;
  readonly ratio: number;
  readonly hiddenLayers: number;
  readonly samples: number;
  readonly parameters: number;
  readonly epochs: number;
  readonly polish: number;
}

/** All combinations of width, ratio and depth. */
export function figure61Cells({ widths, ratios, depths, batch, steps, polish }: Protocol = PROTOCOL): readonly Cell[] {
  return depths.flatMap((hiddenLayers) =>
    widths.flatMap((d) =>
      ratios.map((ratio) => {
        const samples = Math.round((d * d) / ratio);
        const parameters = hiddenLayers * d * d + d;
        // A step forms and solves the smaller of the two normal systems.
        const polishStep = samples * parameters * Math.min(samples, parameters);
        return {
          d,
          ratio,
          hiddenLayers,
          samples,
          parameters,
          epochs: Math.ceil(steps / Math.ceil(samples / Math.min(samples, batch))),
          polish: Math.max(
            1,
            Math.min(polish.steps, Math.floor((samples > parameters ? polish.multiplyAddsBeyond : polish.multiplyAdds) / polishStep)),
          ),
        };
      }),
    ),
  );
}

/** The figure as a sweep: `data` are `gaussian` and `mnist:DIR`. */
export function figure61Plan(data: readonly string[], repetitions: number, protocol: Protocol = PROTOCOL): PlanInput {
  return {
    format: 'kinkless-plan/1',
    name: 'Figure 6.1',
    repetitions,
    measure: ['verdict', 'ranks', 'kinks'],
    trial: {
      slope: 0,
      optimizer: 'adam',
      ...protocol.adam,
      batch_size: protocol.batch,
      schedule: 'cosine',
      stop_gradient: false,
      stop_mce: 0,
    },
    cases: figure61Cells(protocol).map(({ d, ratio, hiddenLayers, epochs, polish }): PlanParameters => ({
      d,
      ratio,
      hidden_layers: hiddenLayers,
      epochs,
      schedule_from: Math.floor(protocol.decayFrom * epochs),
      schedule_to: epochs,
      polish_epochs: polish,
    })),
    grid: { data },
  };
}
