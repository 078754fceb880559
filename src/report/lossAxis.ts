import { logAxis } from './logAxis.js';

/** A scale and an axis of losses for Vega-Lite. */
export interface LossAxis {
  readonly logarithmic: boolean;
  /** The loss that it begins at, or in the decade of which. */
  readonly foot: number;
  /** What a loss is drawn as: not zero on a logarithmic axis, but below its foot. */
  readonly shown: (loss: number) => number;
  readonly scale: object;
  readonly axis: object;
  /** Of a logarithmic axis. */
  readonly ticks: readonly number[];
}

/** From this ratio on, a linear axis hides the lower part. */
const RATIO = 100;

/** Logarithmic where the losses span orders of magnitude, else linear; its foot is the loss that `share` of all are not above. */
export function lossAxis(losses: Float64Array, share: number): LossAxis {
  const sorted = losses.filter((loss) => loss > 0).sort();
  const foot = sorted[Math.floor(share * sorted.length)] ?? 1;
  const high = sorted.at(-1) ?? 1;
  if (!(high / foot > RATIO)) {
    return { logarithmic: false, foot, shown: (loss) => loss, scale: { type: 'linear', zero: false }, axis: {}, ticks: [] };
  }
  const { domain, ticks, labelExpression } = logAxis([foot, high], 8);
  return {
    logarithmic: true,
    foot,
    shown: (loss) => Math.max(loss, domain[0] / 10),
    scale: { type: 'log', domain: [...domain], nice: false },
    axis: { values: [...ticks], labelExpr: labelExpression },
    ticks,
  };
}
