import type { Refuse } from '../arguments.js';
import { MNIST } from './mnistPrefix.js';
import { parameterNames } from './parameterNames.js';
import type { PlanParameters } from './PlanParameters.js';
import type { TrialParameters } from './TrialParameters.js';
import { valueText } from './valueText.js';

const MOST = 2 ** 31 - 1;

/**
 * Fills in what tied parameters stand for: `inputs`, `samples`, `hidden`, and the plan's own defaults. Parameters that are resolved already
 * stay as they are. Keys come in one order, so that the same parameters are the same JSON.
 *
 * @throws what `refuse` throws where two parameters contradict each other, or one that is needed is missing
 */
export function resolveParameters(given: PlanParameters, repetition: number, refuse: Refuse): TrialParameters {
  const { data = 'gaussian', d, ratio, slopes } = given;
  const fromFile = data !== 'gaussian' && !data.startsWith(MNIST);
  const tie = <T>(name: string, value: T | undefined, tied: T | undefined, by: string): T | undefined => {
    if (value === undefined || tied === undefined || value === tied) return value ?? tied;
    return refuse(name, `${String(tied)}, by ${by}`, String(value));
  };
  const inputs = tie('inputs', given.inputs, d, 'd');
  const width = tie('width', given.width, d, 'd');
  const samples = tie('samples', given.samples, samplesOf(d, ratio, refuse), 'd and ratio');
  if (fromFile) {
    const known = { samples, inputs, data_seed: given.data_seed };
    for (const [name, value] of Object.entries(known))
      if (value !== undefined) refuse(name, 'nothing, since the data file says it', String(value));
  } else {
    if (samples === undefined) refuse('samples', 'the number of samples, by samples or by d and ratio', 'nothing');
    if (data === 'gaussian' && inputs === undefined) refuse('inputs', 'the number of inputs, by inputs or by d', 'nothing');
  }

  const hidden =
    given.hidden ??
    new Array<number>(given.hidden_layers ?? 1).fill(
      width ?? refuse('hidden', 'the widths of the hidden layers, by hidden, width or d', 'nothing'),
    );
  tie('hidden_layers', given.hidden_layers, hidden.length, 'hidden');
  if (width !== undefined && hidden.some((one) => one !== width))
    refuse('hidden', `only widths ${String(width)}, by width or d`, valueText(hidden));
  if (slopes !== undefined) {
    if (given.slope !== undefined) refuse('slope', 'nothing beside slopes', String(given.slope));
    if (slopes.length !== hidden.length) refuse('slopes', `${String(hidden.length)} slopes, one per hidden layer`, valueText(slopes));
  }
  const resolved: Record<string, unknown> = {
    ...given,
    data,
    samples,
    inputs,
    width: hidden.length > 0 && hidden.every((one) => one === hidden[0]) ? hidden[0] : undefined,
    hidden,
    hidden_layers: hidden.length,
    slope: slopes === undefined ? (given.slope ?? 0) : undefined,
    bias: given.bias ?? false,
    mask: given.mask ?? 'none',
    optimizer: given.optimizer ?? 'levenberg-marquardt',
    polish_epochs: given.polish_epochs ?? 0,
    seed: given.seed ?? 0,
  };
  const ordered: Record<string, unknown> = { repetition };
  for (const name of parameterNames) if (resolved[name] !== undefined) ordered[name] = resolved[name];
  return ordered as unknown as TrialParameters;
}

function samplesOf(d: number | undefined, ratio: number | undefined, refuse: Refuse): number | undefined {
  if (ratio === undefined) return undefined;
  if (d === undefined) return refuse('d', 'the width that ratio divides the square of', 'nothing');
  const samples = Math.round((d * d) / ratio);
  return samples >= 1 && samples <= MOST
    ? samples
    : refuse('ratio', 'one that gives a number of samples from 1 to 2147483647', String(ratio));
}
